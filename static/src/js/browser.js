/** @odoo-module **/
// Banks ask what screen and clock a card is used with; no request header tells.

function tellScreen() {
    if (!document.querySelector(".o_payment_form")) {
        return;
    }
    const { colorDepth, height, width } = window.screen;
    const told = [colorDepth, height, width, new Date().getTimezoneOffset()].join(".");
    document.cookie = `ogone_browser=${told}; path=/; max-age=86400; SameSite=Lax`;
}

if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", tellScreen);
} else {
    tellScreen();
}
