#include "sync/console/sheet.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "content/base/sha256.h"
#include "sync/console/embedded.h"

namespace console {
namespace {

constexpr std::size_t hash_digits = 12;

/// The lines of the arc, as the displays draw them.
constexpr std::string_view icon_svg =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0A2740"/>)"
    R"(<path fill="none" stroke="#fff" stroke-width="2.5" d="M6 26A20 20 0 0 1 26 6M12 26A14 14 0 0 1 26 12"/>)"
    R"(<path fill="none" stroke="#F6B73C" stroke-width="2.5" d="M18 26A8 8 0 0 1 26 18"/></svg>)";

PageFile named(std::string_view stem, std::string_view extension, std::string type, std::string bytes) {
    const std::string hash = content::sha256(bytes).substr(0, hash_digits);
    return {fmt::format("{}.{}.{}", stem, hash, extension), std::move(type), std::move(bytes)};
}

std::string rules_of(const nlohmann::json& tokens, const char* theme) {
    std::string rules;
    for (const auto& [name, colour] : tokens.at("themes").at(theme).items())
        rules += fmt::format("--{}:{};", name, colour.get<std::string>());
    return rules;
}

std::string chrome_rules(const nlohmann::json& tokens) {
    const auto& chrome = tokens.at("chrome");
    return fmt::format("--navy:{};--on-navy:{};--on-navy2:{};", chrome.at("navy").get<std::string>(),
                       chrome.at("on_navy").get<std::string>(), chrome.at("on_navy2").get<std::string>());
}

}  // namespace

std::string token_rules(const std::string& tokens_json) {
    const auto tokens = nlohmann::json::parse(tokens_json);
    // What has to stand out from either ground: a warning's shape, the ring around what has the focus, a field.
    const std::string light = rules_of(tokens, "light") + "--warn:#8A4B08;--focus:var(--blue);--field:var(--card);";
    const std::string dark = rules_of(tokens, "dark") + "--warn:var(--sun);--focus:var(--sun);--field:var(--paper);";
    return fmt::format(":root{{color-scheme:light dark;{}{}}}\n@media (prefers-color-scheme: dark){{:root{{{}}}}}\n",
                       chrome_rules(tokens), light, dark);
}

const PageFiles& page_files() {
    static const PageFiles files = [] {
        PageFiles made;
        made.sheet =
            named("console", "css", "text/css; charset=utf-8",
                  token_rules(std::string(embedded("tokens.json"))) + std::string(embedded("console/console.css")));
        made.script =
            named("console", "js", "text/javascript; charset=utf-8", std::string(embedded("console/console.js")));
        made.passkey_script =
            named("passkey", "js", "text/javascript; charset=utf-8", std::string(embedded("console/passkey.js")));
        made.icon = named("icon", "svg", "image/svg+xml", std::string(icon_svg));
        return made;
    }();
    return files;
}

Path path_of(const PageFile& file) {
    return Path("/console") / file.name;
}

}  // namespace console
