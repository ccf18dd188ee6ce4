#include "content/import/text/invitations.h"

#include <algorithm>
#include <array>
#include <vector>

#include "content/base/text.h"
#include "content/import/text/web_links.h"

namespace content {
namespace {

// Between bars. All in small letters as to_lower() has them, which knows A to Z: other capitals stand beside the small
// ones.

/// What a code is called. A longer one stands before a shorter one that it contains.
constexpr std::string_view code_names =
    "meeting number (access code)|phone conference id|video conference id|videoconference id|conference id|"
    "meeting id|meeting number|meeting key|meeting password|meeting passcode|event number|event password|"
    "webinar id|webinar number|webinar password|participant code|participant pin|attendee id|access code|"
    "host key|host pin|passcode|password|pin|id de la réunion|id de réunion|identifiant de la réunion|"
    "id de conférence téléphonique|id de la conférence téléphonique|id de conférence|numéro de la réunion|"
    "code secret|code d'accès|code d’accès|mot de passe|id de la reunión|id de reunión|id. de reunión|"
    "id de conferencia telefónica|id. de conferencia telefónica|número de reunión|número de la reunión|"
    "código de acceso|contraseña|besprechungs-id|meeting-id|webinar-id|telefonkonferenz-id|konferenz-id|"
    "meeting-nummer|zugangscode|kenncode|kennwort|passwort|id da reunião|senha de acesso|senha|id riunione|"
    "codice d'accesso|codice di accesso|Идентификатор конференции|идентификатор конференции|"
    "Идентификатор собрания|идентификатор собрания|Код доступа|код доступа|Секретный код|секретный код|"
    "Пароль|пароль|电话会议 id|会议 id|会议id|会议号|会议密码|入会密码|访问代码|密码|口令|معرف الاجتماع|معرّف "
    "الاجتماع|معرف المؤتمر|"
    "رقم الاجتماع|رمز المرور|رمز الدخول|كلمة المرور";

/// How lines begin that stand around the codes.
constexpr std::string_view lines_around =
    "join zoom|join microsoft teams|join webex|join with google meet|join on your computer|join from pc, mac|"
    "join from the meeting link|join from a video|join from your video|join with a video conferencing device|"
    "join by phone|join by meeting number|join by video|join by sip|join by h.323|join the meeting now|"
    "join meeting|join instructions|click here to join the meeting|tap to join from a mobile device|"
    "tap to call in from a mobile device|one tap mobile|one-tap mobile|dial by your location|dial by phone|"
    "dial in by phone|dial-in|dial in:|or dial|or call in|or join by phone|call in (audio only)|"
    "find your local number|find a local number|more phone numbers|global call-in numbers|for organizers|"
    "meeting options|reset pin|reset dial-in pin|microsoft teams meeting|"
    "microsoft teams need help?|need help?|alternate vtc|host: |participer à la réunion zoom|"
    "rejoindre la réunion|rejoignez la réunion|rejoindre microsoft teams|réunion microsoft teams|"
    "cliquez ici pour|composez un numéro|ou composez|ou appeler|trouvez votre numéro local|"
    "rechercher un numéro local|unirse a la reunión|únase a la reunión|entrar zoom|"
    "reunión de microsoft teams|haga clic aquí para|o llame|marcar según su ubicación|"
    "encuentre su número local|buscar un número local|zoom-meeting beitreten|zoom meeting beitreten|"
    "an zoom-meeting teilnehmen|jetzt an der besprechung teilnehmen|klicken sie hier, um an|"
    "hier klicken, um an|microsoft teams-besprechung|schnelleinwahl mobil|einwahl nach aktuellem standort|"
    "oder rufen sie an|oder einwählen|ortseinwahl suchen|lokale nummer suchen|benötigen sie hilfe?|"
    "entrar na reunião|ingressar na reunião|clique aqui para|entra nella riunione|fai clic qui per|"
    "Подключиться к конференции|Войти Zoom|Войти zoom|Присоединиться к собранию|Присоединяйтесь к собранию|"
    "Собрание microsoft teams|Щелкните здесь|Найти местный номер|Найдите свой местный номер|Или позвоните|"
    "加入 zoom|加入zoom|加入会议|microsoft teams "
    "会议|单击此处|点击链接入会|点击入会|手机一键拨号入会|查找本地号码|انضم إلى اجتماع|"
    "الانضمام إلى اجتماع|انقر هنا للانضمام|اجتماع microsoft teams";

/// Within the first line of an invitation.
constexpr std::string_view lines_above =
    "is inviting you to a scheduled zoom meeting|is inviting you to a zoom|invites you to a webex meeting|"
    "vous invite à une réunion zoom|le está invitando a una reunión de zoom|lädt sie zu einem geplanten zoom|"
    "приглашает вас на запланированную конференцию|邀请您参加腾讯会议|يدعوك إلى اجتماع zoom";

std::vector<std::string_view> split_bars(std::string_view words) {
    std::vector<std::string_view> result;
    while (!words.empty()) {
        const auto bar = std::min(words.find('|'), words.size());
        result.push_back(words.substr(0, bar));
        words.remove_prefix(std::min(bar + 1, words.size()));
    }
    return result;
}

/// Hosts and beginnings of paths of meetings that one enters by the address alone.
struct Door {
    std::string_view host;
    std::string_view path;
};
constexpr std::array meeting_doors = {
    Door{"zoom.us", "/j/"},
    Door{"zoom.us", "/w/"},
    Door{"zoom.us", "/s/"},
    Door{"zoom.us", "/my/"},
    Door{"zoom.us", "/u/"},
    Door{"zoom.us", "/skype/"},
    Door{"zoom.com", "/j/"},
    Door{"zoom.com", "/w/"},
    Door{"zoomgov.com", "/j/"},
    Door{"teams.microsoft.com", "/l/meetup-join/"},
    Door{"teams.microsoft.com", "/meet/"},
    Door{"teams.microsoft.com", "/meetingoptions"},
    Door{"teams.live.com", "/meet/"},
    Door{"dialin.teams.microsoft.com", "/"},
    Door{"aka.ms", "/jointeamsmeeting"},
    Door{"webex.com", "/meet/"},
    Door{"meet.google.com", "/"},
    Door{"tel.meet", "/"},
    Door{"meeting.tencent.com", "/dm/"},
    Door{"meeting.tencent.com", "/p/"},
    Door{"gotomeet.me", "/"},
    Door{"meet.goto.com", "/"},
};

bool is_door(std::string_view address) {
    const std::string lower = to_lower(address);
    const auto begin = lower.find("://");
    if (begin == std::string::npos) return false;
    const std::string_view rest = std::string_view(lower).substr(begin + 3);
    const std::string_view host = rest.substr(0, rest.find_first_of("/?#:"));
    const std::string_view path = rest.substr(std::min(host.size(), rest.size()));
    return (host.ends_with("webex.com") && path.find("/j.php?") != std::string_view::npos) ||
           std::ranges::any_of(meeting_doors, [&](const Door& door) {
               const bool is_host =
                   host == door.host || (host.ends_with(door.host) && host[host.size() - door.host.size() - 1] == '.');
               return is_host && path.starts_with(door.path);
           });
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
/// Letters of any script: bytes over 0x7F are taken for some.
bool is_any_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_ascii_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Part of a line.
struct Piece {
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::size_t skip_signs(std::string_view line, std::size_t at, std::string_view signs) {
    while (at < line.size() && signs.find(line[at]) != std::string_view::npos)
        ++at;
    return at;
}

/// Bytes of what stands in brackets at `at`; 0 where nothing does.
std::size_t size_of_bracket(std::string_view line, std::size_t at) {
    constexpr std::size_t longest = 100;  // bytes; brackets must not be looked for once from each of a million names
    const std::string_view here = line.substr(at, longest);
    const auto close = here.starts_with('(') ? here.find(')') : std::string_view::npos;
    return close == std::string_view::npos ? 0 : close + 1;
}

/// Where the code begins that is called by the name that ends at `at`; npos where no sign says that one follows.
std::size_t begin_of_code(std::string_view line, std::size_t at) {
    // "Passcode (optional): 12", "Meeting ID** : 12", "Meeting ID: **12**"
    at = skip_signs(line, at, " \t*_");
    if (const std::size_t bracket = size_of_bracket(line, at); bracket > 0)
        at = skip_signs(line, at + bracket, " \t*_");
    const std::string_view rest = line.substr(at);
    std::size_t sign = 0;
    for (const std::string_view one : {":", "：", "=", "#", "is ", "es ", "est ", "ist ", "é "}) {
        if (rest.starts_with(one)) sign = one.size();
    }
    return sign == 0 ? std::string_view::npos : skip_signs(line, at + sign, " \t*_`");
}

/// The code at `begin`: digits in groups, or one word. Empty where there is neither.
Piece code_at(std::string_view line, std::size_t begin) {
    constexpr std::size_t longest_word = 500;  // bytes; what goes on without a space is no code
    std::size_t end = begin;
    if (end < line.size() && is_digit(line[end])) {
        std::size_t at = end;
        // Groups: "812 3456 7890", "123-456#".
        while (at < line.size() &&
               (is_digit(line[at]) || std::string_view(" -#*").find(line[at]) != std::string_view::npos)) {
            if (line[at] != ' ' && line[at] != '-') end = at + 1;
            ++at;
        }
        // "12ab": letters that belong to it.
        if (end < line.size() && is_ascii_word(line[end]) && !std::ranges::count(line.substr(begin, end - begin), ' '))
            end = std::min(line.find_first_of(" \t,;)|", end), line.size());
        while (end < line.size() && is_ascii_word(line[end]))
            ++end;
        return {begin, end};
    }
    const std::string_view here = line.substr(0, begin + longest_word + 1);
    while (end < here.size() && std::string_view(" \t,;)|<>").find(here[end]) == std::string_view::npos &&
           static_cast<unsigned char>(here[end]) < 0x80)
        ++end;
    if (end - begin > longest_word) return {begin, begin};
    while (end > begin && (line[end - 1] == '.' || line[end - 1] == '*'))
        --end;
    return {begin, end};
}

/// Behind "(748377 when dialing from a phone)" at `at`, which says the code in digits.
std::size_t behind_bracket(std::string_view line, std::size_t at) {
    const std::size_t open = skip_signs(line, at, " \t");
    const std::string_view bracket = line.substr(open, size_of_bracket(line, open));
    return std::ranges::any_of(bracket, is_digit) ? open + bracket.size() : at;
}

/// Whether the name stands at `at` as a word of its own.
bool is_word_at(std::string_view line, std::size_t at, std::string_view name) {
    const auto is_plain = [](char c) { return is_ascii_word(c); };
    const bool begins = at == 0 || !is_plain(line[at - 1]) || !is_plain(name.front());
    const std::size_t end = at + name.size();
    return begins && (end == line.size() || !is_plain(line[end]) || !is_plain(name.back()));
}

struct AccessCode {
    Piece span;               ///< name and code
    bool is_certain = false;  ///< a number, or nothing else stands on the line
    bool is_next = false;     ///< the code stands on the next line
};

bool is_of_word(char c) {
    return is_digit(c) || is_any_letter(c);
}

bool has_words(std::string_view text) {
    return std::ranges::any_of(text, is_of_word);
}

/// Where codes are named, from left to right; of two names that begin at one place the longer one is first.
std::vector<Piece> names_in(std::string_view lower) {
    static const std::vector<std::string_view> names = split_bars(code_names);
    std::vector<Piece> places;
    for (const std::string_view name : names) {
        for (auto at = lower.find(name); at != std::string_view::npos; at = lower.find(name, at + 1)) {
            if (is_word_at(lower, at, name)) places.push_back({at, at + name.size()});
        }
    }
    std::ranges::stable_sort(places, {}, &Piece::begin);
    return places;
}

/// From left to right.
std::vector<AccessCode> find_codes(std::string_view line) {
    const std::string lower = to_lower(line);
    const auto first_word = static_cast<std::size_t>(std::ranges::find_if(line, is_of_word) - line.begin());
    const auto behind_words =
        line.size() - static_cast<std::size_t>(std::find_if(line.rbegin(), line.rend(), is_of_word) - line.rbegin());
    std::vector<AccessCode> codes;
    std::size_t from = 0;
    for (const Piece& name : names_in(lower)) {
        const std::size_t begin = name.begin < from ? std::string_view::npos : begin_of_code(lower, name.end);
        if (begin == std::string_view::npos) continue;
        const Piece value = code_at(line, begin);
        const std::string_view code = line.substr(value.begin, value.end - value.begin);
        const std::size_t end = behind_bracket(line, value.end);
        const bool is_alone = name.begin <= first_word && behind_words <= end;
        const bool is_number = std::ranges::any_of(code, is_digit);
        if (!is_number && !is_alone) continue;
        codes.push_back({{name.begin, end}, is_number, code.empty()});
        from = end;
    }
    return codes;
}

/// A number to dial: "+43 1 234 56 78,,812#", "tel:+1...", "877-853-5257 US Toll-free".
bool is_phone_line(std::string_view line) {
    constexpr std::size_t fewest_digits = 7;
    constexpr std::size_t longest = 90;
    line = line.substr(skip_signs(line, 0, " \t-*\u2022"));
    if (line.starts_with("tel:")) return true;
    if (line.empty() || line.size() > longest || !(line[0] == '+' || is_digit(line[0]))) return false;
    const auto end = std::min(line.find_first_not_of("+0123456789 -().,#*/"), line.size());
    return static_cast<std::size_t>(std::ranges::count_if(line.substr(0, end), is_digit)) >= fewest_digits;
}

/// Nothing but an address that lets in, or one behind a few words and a colon.
bool is_door_line(std::string_view line) {
    constexpr std::size_t longest_words = 40;
    const auto at = to_lower(line).find("http");
    if (at == std::string::npos) return false;
    const std::size_t size = size_of_address(line.substr(at));
    return is_door(line.substr(at, size)) && at <= longest_words && !has_words(line.substr(at + size));
}

/// An address that lets in, anywhere in the line: "Learn more (https://aka.ms/JoinTeamsMeeting) | Meeting options".
bool has_door(std::string_view line) {
    constexpr std::size_t telling = 500;  // bytes that tell; a line may be full of addresses without a space
    for (auto at = line.find("http"); at != std::string_view::npos; at = line.find("http", at + 1)) {
        if (is_door(line.substr(at, size_of_address(line.substr(at, telling))))) return true;
    }
    return false;
}

/// A line of nothing but a code.
bool is_code_line(std::string_view line) {
    line = trim(line);
    return std::ranges::any_of(line, is_digit) && code_at(line, 0).end == line.size();
}

/// "Jane Doe is inviting you to a scheduled Zoom meeting."
bool has_heading(std::string_view line) {
    const std::string lower = to_lower(line);
    static const std::vector<std::string_view> known = split_bars(lines_above);
    return std::ranges::any_of(known, [&](std::string_view one) { return lower.find(one) != std::string::npos; });
}

/// A line that only an invitation has.
bool is_around_codes(std::string_view line) {
    constexpr std::size_t longest = 160;  // bytes
    const std::string_view words = trim(line.substr(skip_signs(line, 0, " \t*_#>-[\u2022|")));
    if (words.empty()) return !trim(line).empty() && !has_words(line);  // "________"
    if (has_door(words) || is_phone_line(words)) return true;
    const std::string lower = to_lower(words);
    const auto address = std::min(lower.find("http"), lower.size());
    if (address > longest) return false;
    static const std::vector<std::string_view> known = split_bars(lines_around);
    const bool begins = std::ranges::any_of(known, [&](std::string_view one) {
        return lower.starts_with(one) &&
               (lower.size() == one.size() || !is_ascii_word(lower[one.size()]) || !is_ascii_word(one.back()));
    });
    // A sentence of an editor's ends like one; those of the programs do not.
    const bool is_sentence = lower.ends_with('.') && address == lower.size();
    return begins && !is_sentence;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    std::size_t at = 0;
    while (true) {
        const auto end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        if (end == text.size()) return lines;
        at = end + 1;
    }
}

/// What stood between codes goes with them: brackets around nothing, and commas and marks at the end.
std::string without_empty_signs(std::string_view text) {
    std::string result;
    for (const char c : text) {
        result += c;
        for (const std::string_view empty : {"()", "( )", "(, )", "[]", "****"}) {
            if (result.ends_with(empty)) result.resize(result.size() - empty.size());
        }
    }
    const auto last = result.find_last_not_of(" \t,;|/*(-");
    result.resize(last == std::string::npos ? 0 : last + 1);
    if (!has_words(result)) result.clear();
    return result;
}

std::string without_codes(std::string_view line, const std::vector<AccessCode>& codes) {
    std::string rest;
    std::size_t at = 0;
    for (const AccessCode& code : codes) {
        rest += line.substr(at, code.span.begin - at);
        at = code.span.end;
    }
    rest += line.substr(at);
    return without_empty_signs(rest);
}

/// Lines by which an invitation is known: they have an address that lets in, or a number that does.
std::vector<bool> has_door_or_code(const std::vector<std::string_view>& lines,
                                   const std::vector<std::vector<AccessCode>>& codes) {
    std::vector<bool> result(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const AccessCode first = codes[i].empty() ? AccessCode() : codes[i].front();
        const bool has_next = first.is_next && i + 1 < lines.size() && is_code_line(lines[i + 1]);
        result[i] = first.is_certain || has_next || is_door_line(lines[i]);
    }
    return result;
}

/// Which lines go as a whole: those that only an invitation has, next to its codes or to one another.
std::vector<bool> lines_that_go(const std::vector<std::string_view>& lines, const std::vector<bool>& is_door_or_code) {
    std::vector<bool> result(lines.size());
    std::vector<bool> may_be(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        may_be[i] = is_around_codes(lines[i]);
        result[i] = is_door_line(lines[i]) || has_heading(lines[i]);
    }
    const auto spread = [&](std::size_t i, bool& is_near) {
        if (trim(lines[i]).empty()) return;
        is_near = is_door_or_code[i] || (is_near && may_be[i]) || result[i];
        if (is_near && may_be[i]) result[i] = true;
    };
    bool is_near = false;
    for (std::size_t i = 0; i < lines.size(); ++i)
        spread(i, is_near);
    is_near = false;
    for (std::size_t i = lines.size(); i > 0; --i)
        spread(i - 1, is_near);
    return result;
}

}  // namespace

WithoutAccess without_access_codes(std::string_view text) {
    const std::vector<std::string_view> lines = lines_of(text);
    std::vector<std::vector<AccessCode>> codes;
    codes.reserve(lines.size());
    for (const std::string_view line : lines)
        codes.push_back(find_codes(line));
    const std::vector<bool> is_door_or_code = has_door_or_code(lines, codes);
    const bool is_invitation = std::ranges::find(is_door_or_code, true) != is_door_or_code.end();
    if (!is_invitation) return {std::string(text), 0};
    const std::vector<bool> is_around = lines_that_go(lines, is_door_or_code);
    WithoutAccess result;
    bool takes_next = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i > 0) result.text += '\n';
        const std::string_view line = lines[i];
        if (trim(line).empty()) continue;
        const bool is_value = takes_next && code_at(trim(line), 0).end == trim(line).size();
        takes_next = false;
        if (is_value || is_around[i]) {
            ++result.dropped;
            continue;
        }
        if (codes[i].empty()) {
            result.text += line;
            continue;
        }
        takes_next = codes[i].back().is_next;
        ++result.dropped;
        result.text += without_codes(line, codes[i]);
    }
    return result;
}

}  // namespace content
