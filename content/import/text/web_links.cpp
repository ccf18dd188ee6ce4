#include "content/import/text/web_links.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "content/base/internet_address.h"
#include "content/base/limits.h"
#include "content/base/text.h"

namespace content {
namespace {

constexpr int max_detours = 5;  ///< one inside another: Outlook around Proofpoint around a mailing

/// Where a detour keeps its target.
enum class Keeps {
    parameter,      ///< "?url=https%3A%2F%2F…"
    base64,         ///< the same, in base64
    proofpoint_v2,  ///< "?u=https-3A__www.example.org_path"
    proofpoint_v3,  ///< "/v3/__https://www.example.org/path__;…"
    path,           ///< "/CL0/https:%2F%2Fwww.example.org%2F/1/…"
    nowhere,        ///< only its server knows it
};

struct Detour {
    std::string_view host;  ///< itself or a domain above it
    std::string_view path;  ///< how its path begins
    Keeps keeps;
    std::string_view parameter;  ///< names of it, separated by bars; of a host that keeps nothing: pages for everybody
};

constexpr std::array<Detour, 56> detours = {{
    {"safelinks.protection.outlook.com", "", Keeps::parameter, "url"},
    {"safelinks.protection.office365.us", "", Keeps::parameter, "url"},
    {"statics.teams.cdn.office.net", "/evergreen-assets/safelinks", Keeps::parameter, "url"},
    {"urldefense.proofpoint.com", "/v2/", Keeps::proofpoint_v2, "u"},
    {"urldefense.proofpoint.com", "/v1/", Keeps::parameter, "u"},
    {"urldefense.com", "/v3/", Keeps::proofpoint_v3, ""},
    {"urldefense.us", "/v3/", Keeps::proofpoint_v3, ""},
    {"urldefense.com", "/v2/", Keeps::proofpoint_v2, "u"},
    {"linkprotect.cudasvc.com", "/url", Keeps::parameter, "a"},
    {"secure-web.cisco.com", "", Keeps::path, ""},
    {"protection.sophos.com", "", Keeps::base64, "u"},
    {"protect2.fireeye.com", "", Keeps::parameter, "u"},
    {"protect.fireeye.com", "", Keeps::parameter, "u"},
    {"protect.checkpoint.com", "", Keeps::proofpoint_v3, ""},
    {"url.avanan.click", "", Keeps::proofpoint_v3, ""},
    {"clicktime.symantec.com", "", Keeps::parameter, "u"},
    {"ctp.trendmicro.com", "", Keeps::parameter, "url"},
    {"link.edgepilot.com", "", Keeps::parameter, "u"},
    {"urlsand.esvalabs.com", "", Keeps::parameter, "u"},
    {"google.com", "/url", Keeps::parameter, "q|url"},
    {"cmail19.com", "", Keeps::nowhere, ""},
    {"notifications.google.com", "", Keeps::nowhere, ""},
    {"c.gle", "", Keeps::nowhere, ""},
    {"l.facebook.com", "/l.php", Keeps::parameter, "u"},
    {"lm.facebook.com", "/l.php", Keeps::parameter, "u"},
    {"l.instagram.com", "", Keeps::parameter, "u"},
    {"linkedin.com", "/redir/redirect", Keeps::parameter, "url"},
    {"linkedin.com", "/safety/go", Keeps::parameter, "url"},
    {"youtube.com", "/redirect", Keeps::parameter, "q"},
    {"slack-redir.net", "/link", Keeps::parameter, "url"},
    {"duckduckgo.com", "/l/", Keeps::parameter, "uddg"},
    {"awstrack.me", "/L0/", Keeps::path, ""},
    {"govdelivery.com", "/CL0/", Keeps::path, ""},
    {"govdelivery.com", "/track", Keeps::nowhere, ""},
    {"lnks.gd", "", Keeps::nowhere, ""},
    {"mimecast.com", "/s/", Keeps::nowhere, ""},
    {"mimecastprotect.com", "/s/", Keeps::nowhere, ""},
    {"inky.com", "/link", Keeps::nowhere, ""},
    {"list-manage.com", "", Keeps::nowhere, "/subscribe?"},
    {"cmail20.com", "", Keeps::nowhere, ""},
    {"mandrillapp.com", "/track", Keeps::nowhere, ""},
    {"sendgrid.net", "", Keeps::nowhere, ""},
    {"rs6.net", "", Keeps::nowhere, ""},
    {"visitor.constantcontact.com", "", Keeps::nowhere, ""},
    {"mailjet.com", "/lnk", Keeps::nowhere, ""},
    {"mjt.lu", "", Keeps::nowhere, ""},
    {"hubspotlinks.com", "", Keeps::nowhere, ""},
    {"hs-sales-engage.com", "", Keeps::nowhere, ""},
    {"hubspotemail.net", "", Keeps::nowhere, ""},
    {"createsend.com", "/t/", Keeps::nowhere, ""},
    {"createsend1.com", "", Keeps::nowhere, ""},
    {"sendibt2.com", "", Keeps::nowhere, ""},
    {"sendibm1.com", "", Keeps::nowhere, ""},
    {"clicks.aweber.com", "", Keeps::nowhere, ""},
    {"clicks.mlsend.com", "", Keeps::nowhere, ""},
    {"exacttarget.com", "", Keeps::nowhere, ""},
}};

/// Paths by which the programs that count clicks are known on any host.
constexpr std::array<std::string_view, 10> counting_paths = {
    "/ls/click",    "/track/click",         "/wf/click", "/tn.jsp",         "/mk/cl/",
    "/unsubscribe", "/subscription/manage", "/e3t/ctc/", "/tracking/click", "/t/unsub"};

constexpr std::array<std::string_view, 18> counting_prefixes = {
    "utm_",      "mc_",    "hsa_",  "_hs",  "__hs", "mtm_",    "pk_campaign", "pk_kwd", "pk_source",
    "pk_medium", "piwik_", "vero_", "oly_", "elq",  "sc_camp", "trk_",        "bsft_",  "matomo_"};
constexpr std::array<std::string_view, 43> counting_names = {"fbclid",
                                                             "gclid",
                                                             "gclsrc",
                                                             "dclid",
                                                             "gbraid",
                                                             "wbraid",
                                                             "msclkid",
                                                             "yclid",
                                                             "ymclid",
                                                             "twclid",
                                                             "ttclid",
                                                             "igshid",
                                                             "igsh",
                                                             "li_fat_id",
                                                             "mkt_tok",
                                                             "hsctatracking",
                                                             "_openstat",
                                                             "wickedid",
                                                             "rb_clickid",
                                                             "s_cid",
                                                             "ml_subscriber",
                                                             "ml_subscriber_hash",
                                                             "sfmc_id",
                                                             "et_rid",
                                                             "subscriber_id",
                                                             "subscriberid",
                                                             "spmailingid",
                                                             "spuserid",
                                                             "spjobid",
                                                             "spreportid",
                                                             "ck_subscriber_id",
                                                             "nr_email_referer",
                                                             "recipient",
                                                             "recipientid",
                                                             "recipient_id",
                                                             "ss_email_id",
                                                             "ss_source",
                                                             "_ke",
                                                             "_kx",
                                                             "email_hash",
                                                             "emailid",
                                                             "_bta_tid",
                                                             "cmpid"};

/// The bytes of base64 in either alphabet; empty for what is none.
std::string from_base64(std::string_view text) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    unsigned bits = 0;
    unsigned value = 0;
    for (char c : text) {
        if (c == '=') break;
        c = c == '-' ? '+' : c == '_' ? '/' : c;
        const auto digit = letters.find(c);
        if (digit == std::string_view::npos) return {};
        value = (value << 6U | static_cast<unsigned>(digit)) & 0xFFFFFFU;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            result += static_cast<char>(value >> bits & 0xFFU);
        }
    }
    return result;
}

/// "jane@example.org", as it is or percent-encoded, alone or in a longer text.
bool has_mail_address(std::string_view text) {
    const std::string plain = percent_decoded(text);
    const auto is_word = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.' || c == '+';
    };
    for (auto at = plain.find('@'); at != std::string::npos; at = plain.find('@', at + 1)) {
        std::size_t end = at + 1;
        while (end < plain.size() && is_word(plain[end]))
            ++end;
        const auto stop = std::string_view(plain).substr(at + 1, end - at - 1).find('.');
        std::size_t begin = at;
        while (begin > 0 && is_word(plain[begin - 1]))
            --begin;
        // "/@name@example.org" is somebody's public page.
        const bool is_handle = begin > 0 && plain[begin - 1] == '@';
        if (begin < at && !is_handle && stop != std::string_view::npos && stop > 0) return true;
    }
    return false;
}

bool is_under(std::string_view host, std::string_view domain) {
    return host == domain ||
           (host.size() > domain.size() && host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.');
}

template <class List>
bool begins_with_any(std::string_view text, const List& list) {
    return std::any_of(list.begin(), list.end(), [&](std::string_view begin) { return text.starts_with(begin); });
}

/// "name=value" parts behind a question mark.
std::vector<std::string_view> parameters_of(std::string_view query) {
    std::vector<std::string_view> parts;
    while (!query.empty()) {
        std::size_t end = std::min(query.find('&'), query.size());
        parts.push_back(query.substr(0, end));
        // "&amp;" that nobody decoded.
        if (query.substr(end).starts_with("&amp;")) end += 4;
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return parts;
}

/// "?pwd=…": who has the address may enter; a code on a wall is for everybody.
bool has_password(std::string_view rest) {
    constexpr std::array<std::string_view, 9> passwords = {
        "pwd", "password", "passwd", "passcode", "pin", "access_token", "auth_token", "access_code", "secret"};
    const auto mark = rest.find('?');
    if (mark == std::string_view::npos) return false;
    const std::string_view query = rest.substr(mark + 1);
    const std::vector<std::string_view> parts = parameters_of(query.substr(0, query.find('#')));
    return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
        const auto sign = part.find('=');
        return sign != std::string_view::npos && sign + 1 < part.size() &&
               std::find(passwords.begin(), passwords.end(), to_lower(part.substr(0, sign))) != passwords.end();
    });
}

/// The value of the first parameter that has one of `names`, which are separated by bars.
std::string_view value_of_parameter(std::string_view query, std::string_view names) {
    while (!names.empty()) {
        const auto bar = std::min(names.find('|'), names.size());
        for (const std::string_view part : parameters_of(query)) {
            const auto sign = part.find('=');
            if (sign != std::string_view::npos && part.substr(0, sign) == names.substr(0, bar))
                return part.substr(sign + 1);
        }
        names.remove_prefix(std::min(bar + 1, names.size()));
    }
    return {};
}

/// Pages for everybody on a host that counts clicks: "/subscribe" of Mailchimp, unless it names somebody.
bool is_kept(const Detour& detour, std::string_view rest) {
    return detour.keeps == Keeps::nowhere && !detour.parameter.empty() && rest.starts_with(detour.parameter) &&
           rest.find("e=") == std::string_view::npos;
}

std::string target_of(const Detour& detour, std::string_view rest) {
    const auto mark = rest.find('?');
    const std::string_view path = rest.substr(0, std::min(mark, rest.find('#')));
    std::string_view query = mark == std::string_view::npos ? std::string_view() : rest.substr(mark + 1);
    query = query.substr(0, query.find('#'));
    const std::string_view value = value_of_parameter(query, detour.parameter);
    switch (detour.keeps) {
        case Keeps::parameter: return percent_decoded(value);
        case Keeps::base64: return from_base64(percent_decoded(value));
        case Keeps::proofpoint_v2: {
            std::string target(value);
            std::replace(target.begin(), target.end(), '_', '/');
            return percent_decoded(target, '-');  // Proofpoint's older form
        }
        case Keeps::proofpoint_v3: {
            // Signs that Proofpoint takes for dangerous are "*", and stand in base64 behind the target.
            for (const std::string_view fence : {"___", "__"}) {
                const auto begin = rest.find(fence);
                if (begin == std::string_view::npos) continue;
                const auto end = rest.find(fence, begin + fence.size());
                std::string target(rest.substr(begin + fence.size(), end - begin - fence.size()));
                const std::string_view behind =
                    end == std::string_view::npos ? std::string_view() : rest.substr(end + fence.size());
                const std::string signs =
                    behind.starts_with(';') ? from_base64(behind.substr(1, behind.find('!') - 1)) : std::string();
                std::size_t next = 0;
                for (char& c : target) {
                    if (c == '*' && next < signs.size()) c = signs[next++];
                }
                // "https:/example.org" where a program has joined the slashes.
                const auto colon = target.find(":/");
                if (colon != std::string::npos && target.compare(colon, 3, "://") != 0) target.insert(colon + 1, "/");
                return target;
            }
            return {};
        }
        case Keeps::path: {
            const std::string plain = percent_decoded(path);
            const auto begin = std::min(plain.find("https:/"), plain.find("http:/"));
            if (begin == std::string::npos) return {};
            // The path's own parts behind an encoded target begin with a slash that is not encoded.
            const auto encoded = std::min(path.find("https:"), path.find("https%3A"));
            const std::string_view tail = encoded == std::string_view::npos ? std::string_view() : path.substr(encoded);
            const bool is_encoded = tail.find("%2F") != std::string_view::npos;
            return is_encoded ? percent_decoded(tail.substr(0, tail.find('/'))) : plain.substr(begin);
        }
        case Keeps::nowhere: break;
    }
    return {};
}

/// The path and all behind it without what counts visitors.
std::string without_counting(std::string_view host, std::string_view rest) {
    // The archive of Mailchimp marks the one for whom it was printed.
    const bool has_reader = is_under(host, "mailchi.mp") || is_under(host, "campaign-archive.com");
    const auto mark = rest.find('?');
    if (mark == std::string_view::npos) return std::string(rest);
    const auto fragment = std::min(rest.find('#'), rest.size());
    if (fragment < mark) return std::string(rest);
    std::string result(rest.substr(0, mark));
    char separator = '?';
    for (const std::string_view part : parameters_of(rest.substr(mark + 1, fragment - mark - 1))) {
        const auto sign = std::min(part.find('='), part.size());
        const std::string name = to_lower(part.substr(0, sign));
        const std::string_view value = part.substr(std::min(sign + 1, part.size()));
        const bool counts = (has_reader && name == "e") || begins_with_any(name, counting_prefixes) ||
                            std::find(counting_names.begin(), counting_names.end(), name) != counting_names.end();
        const std::string hidden = value.size() >= 12 ? from_base64(percent_decoded(value)) : std::string();
        if (counts || has_mail_address(value) || has_mail_address(hidden)) continue;
        result += separator;
        result += part;
        separator = '&';
    }
    return result.append(rest.substr(fragment));
}

}  // namespace

bool begins_web_address(std::string_view text) {
    const std::string lower = to_lower(text.substr(0, 8));
    return lower.starts_with("https://") || lower.starts_with("http://");
}

std::size_t size_of_address(std::string_view text) {
    std::size_t end = std::min(text.find_first_of(" \t\r\n<>\"|"), text.size());
    const std::string_view whole = text.substr(0, end);
    const auto opened = std::count(whole.begin(), whole.end(), '(');
    auto closed = std::count(whole.begin(), whole.end(), ')');
    constexpr std::string_view behind = ".,;:!?)]}*'";
    while (end > 0 && behind.find(text[end - 1]) != std::string_view::npos) {
        if (text[end - 1] == ')' && closed-- <= opened) break;
        --end;
    }
    return end;
}

std::string public_address(std::string_view url) {
    std::string address(url);
    for (int i = 0; i < max_detours; ++i) {
        const auto parts = split_web_address(address);
        if (!parts) return {};
        const std::string host = to_lower(parts->host);
        const auto detour = std::find_if(detours.begin(), detours.end(), [&](const Detour& known) {
            const bool is_search = known.host == "google.com" && host.starts_with("www.google.");
            return (is_search || is_under(host, known.host)) && parts->rest.starts_with(known.path);
        });
        if (detour == detours.end()) {
            const std::string_view path = parts->rest.substr(0, parts->rest.find_first_of("?#"));
            if (begins_with_any(path, counting_paths) || has_mail_address(path) || has_password(parts->rest)) return {};
            const std::string rest = without_counting(host, parts->rest);
            const auto fragment = rest.find('#');
            if (fragment != std::string::npos && has_mail_address(std::string_view(rest).substr(fragment))) return {};
            return rest.size() == parts->rest.size() ? address
                                                     : address.substr(0, address.size() - parts->rest.size()) + rest;
        }
        std::string target = target_of(*detour, parts->rest);
        if (detour->keeps == Keeps::nowhere || !is_web_address(target)) {
            const bool is_page = detour->keeps == Keeps::parameter && parts->rest.find('?') == std::string_view::npos;
            return is_page || is_kept(*detour, parts->rest) ? address : std::string();
        }
        address = std::move(target);
    }
    return {};
}

PublicText with_public_addresses(std::string_view text) {
    PublicText result;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto next = std::min(text.find_first_of("hH", at), text.size());
        result.text += text.substr(at, next - at);
        at = next;
        if (at == text.size()) break;
        if (!begins_web_address(text.substr(at))) {
            result.text += text[at++];
            continue;
        }
        const std::size_t size = size_of_address(text.substr(at));
        const std::string_view url = text.substr(at, size);
        const std::string clean = is_web_address(url) ? public_address(url) : std::string(url);
        result.dropped += clean.empty() ? 1 : 0;
        result.text += clean;
        at += size;
        // Brackets around nothing: "Read it here (https://…)".
        if (clean.empty() && at < text.size() && !result.text.empty()) {
            const char open = result.text.back();
            if ((open == '(' && text[at] == ')') || (open == '<' && text[at] == '>')) {
                result.text.pop_back();
                ++at;
            }
        }
    }
    return result;
}

}  // namespace content
