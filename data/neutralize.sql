-- empty every credential and every custom host of Ogone
UPDATE payment_provider
   SET ogone_pspid = NULL,
       ogone_userid = NULL,
       ogone_password = NULL,
       ogone_shakey_in = NULL,
       ogone_shakey_out = NULL,
       ogone_base_url = NULL,
       ogone_test_fingerprints = NULL;

-- empty the credentials that an upgrade of the database had put aside
DO $$
DECLARE
    aside text;
BEGIN
    FOR aside IN
        SELECT column_name
          FROM information_schema.columns
         WHERE table_schema = current_schema
           AND table_name = 'payment_provider'
           AND data_type IN ('character varying', 'text')
           AND column_name ~ '_ogone_(pspid|userid|password|shakey_in|shakey_out)$'
    LOOP
        EXECUTE format('UPDATE payment_provider SET %I = NULL', aside);
    END LOOP;
END $$;
