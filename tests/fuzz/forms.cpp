// What a browser, or somebody who plays one, sends to the pages of staff: forms, cookies, languages, where to go after
// signing in, names of groups, recovery codes, grants; and what of it comes out in a page.
#include "content/base/text.h"
#include "sync/console/html.h"
#include "sync/hub/http_fields.h"
#include "sync/people/people.h"
#include "sync/people/role.h"
#include "sync/people/secret_token.h"
#include "sync/staff/request_checks.h"
#include "tests/fuzz/fuzz.h"

namespace {

using console::Attr;
using console::Tag;

/// A text in a page and in an attribute of it stays one, whatever it holds.
void show(std::string_view text) {
    const std::string page = console::element(Tag::p, {{Attr::value, text}}, {console::Html(text)}).bytes();
    std::size_t brackets = 0;
    std::size_t quotes = 0;
    for (const char c : page) {
        brackets += c == '<' || c == '>' ? 1U : 0U;
        quotes += c == '"' ? 1U : 0U;
    }
    fuzz::require(brackets == 4 && quotes == 2, "a text became markup", text);
    fuzz::require(content::is_utf8(page), "a page is no UTF-8", text);
    const std::string path = (console::Path("/screens") / text).asking("said", text).text();
    fuzz::require(path.starts_with("/screens/") && path.find_first_of("\"'<>\\ #") == std::string::npos, "a path",
                  path);
}

void read_form(std::string_view body) {
    const auto fields = hub::read_fields(body, 40);
    if (!fields) return;
    fuzz::require(fields->size() <= 40, "too many fields");
    for (const auto& [name, value] : *fields) {
        fuzz::require(content::is_utf8(name) && content::is_utf8(value), "a field", name);
        show(value);
        for (const std::string& group : staff::typed_groups(value))
            fuzz::require(!group.empty() && group.find(',') == std::string::npos, "a group", group);
        if (const auto login = people::normal_login(value))
            fuzz::require(*people::normal_login(*login) == *login, "a login", *login);
        const std::string code = people::normal_recovery_code(value);
        fuzz::require(code.empty() || people::normal_recovery_code(code) == code, "a code", code);
        if (const auto grants = people::read_grants(value))
            fuzz::require(*people::read_grants(people::to_json(*grants)) == *grants, "grants", value);
    }
}

void read_headers(std::string_view header) {
    hub::HttpRequest request;
    for (const char* name : {"cookie", "accept-language", "host", "origin", "sec-fetch-site", "x-forwarded-proto"})
        request.headers[name] = std::string(header);
    if (const auto cookie = staff::cookie_of(request, "rotunda"))
        fuzz::require(cookie->find(';') == std::string::npos, "a cookie", *cookie);
    static_cast<void>(staff::language_for(request));
    const std::string address = staff::own_address(request);
    fuzz::require(address.find_first_of("\"'<> /", 8) == std::string::npos, "an address", address);
    fuzz::require(!staff::is_of_our_page(request) || header == "same-origin", "a page of ours", header);
    const std::string path = staff::safe_path(header, "/");
    fuzz::require(path.starts_with('/') && !path.starts_with("//") && path.find('\\') == std::string::npos, "a path",
                  path);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    switch (input.choose(3)) {
        case 0: read_form(input.rest()); break;
        case 1: read_headers(input.rest()); break;
        default: show(input.rest());
    }
    return 0;
}
