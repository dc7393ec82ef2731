-- empty every credential and every custom host of Ogone
UPDATE payment_provider
   SET ogone_pspid = NULL,
       ogone_userid = NULL,
       ogone_password = NULL,
       ogone_shakey_in = NULL,
       ogone_shakey_out = NULL,
       ogone_base_url = NULL,
       ogone_test_fingerprints = NULL;
