/** @odoo-module **/
// Back from the payment page: a form that can be used, and a button that opens it.

const PAY_BUTTONS = [
    "#o_sale_portal_paynow",
    "[data-bs-target='#pay_with']",
    "[data-bs-target='#modalaccept']",
].join();
// The first on 16, the other from 17 on.
const HOST_ALERT = [
    ".alert-danger#o_payment_status_alert",
    ".alert-danger[name='o_payment_status_alert']",
].join();

// The host blocks the page while it leaves for the payment page. Browsers that keep it in
// memory would show it like that again.
window.addEventListener("pageshow", (event) => {
    if (event.persisted && document.querySelector(".o_payment_form")) {
        window.location.reload();
    }
});

function openForm(event) {
    const button = document.querySelector(PAY_BUTTONS);
    if (button) {
        event.preventDefault();
        button.click();
    }
}

function offerToTryAgain() {
    const failure = document.querySelector("[name='ogone_document_failure']");
    if (!failure) {
        return;
    }
    failure.querySelector("[name='ogone_try_again']").addEventListener("click", openForm);
    // The host tells the same further down, without a way to pay.
    document.querySelector(HOST_ALERT)?.remove();
}

if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", offerToTryAgain);
} else {
    offerToTryAgain();
}
