#include "content/import/common/location.h"

#include <algorithm>
#include <array>

#include "content/base/internet_address.h"
#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/text/url.h"

namespace content {
namespace {

constexpr std::array<std::string_view, 24> floor_words = {
    "floor",  "level",    "etage",  "stock",    "geschoss", "obergeschoss", "erdgeschoss", "piso",
    "planta", "building", "bldg",   "batiment", "edificio", "gebaude",      "tower",       "wing",
    "этаж",   "корпус",   "здание", "floors",   "طابق",     "الطابق",       "مبنى",        "المبنى"};
constexpr std::array<std::string_view, 24> room_words = {
    "room",   "rm",      "boardroom", "hall",      "auditorium", "salle",   "sala",   "salon",
    "raum",   "saal",    "horsaal",   "aula",      "theatre",    "theater", "amphi",  "amphitheatre",
    "studio", "plenary", "зал",       "аудитория", "кабинет",    "قاعة",    "القاعة", "lobby"};
constexpr std::array<std::string_view, 15> online_words = {"online", "virtual",    "virtually", "virtuel",  "virtuelle",
                                                           "remote", "webinar",    "webinaire", "zoom",     "webex",
                                                           "teams",  "livestream", "en ligne",  "en linea", "онлайн"};

bool is_letter(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

template <std::size_t count>
bool has_one_of(const std::string& folded, const std::array<std::string_view, count>& words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        for (auto at = folded.find(word); at != std::string::npos; at = folded.find(word, at + 1)) {
            const bool starts = at == 0 || !is_letter(folded[at - 1]);
            const std::size_t end = at + word.size();
            if (starts && (end == folded.size() || !is_letter(folded[end]))) return true;
        }
        return false;
    });
}

/// Chinese writes no spaces: "四楼", "会议室", "大厅".
bool ends_with_one_of(const std::string& text, std::initializer_list<std::string_view> ends) {
    return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return text.ends_with(end); });
}

/// "M2", "CR-3", "C0343", "4.12": a short code that has a digit.
bool is_room_code(const std::string& folded) {
    const bool has_digit = std::any_of(folded.begin(), folded.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool is_code = std::all_of(folded.begin(), folded.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '/';
    });
    return has_digit && is_code && folded.size() <= 8;
}

void append(std::string& list, const std::string& part) {
    if (!list.empty()) list += ", ";
    list += part;
}

}  // namespace

bool is_online_word(std::string_view text) {
    const std::string folded = fold_words(text);
    return std::find(online_words.begin(), online_words.end(), folded) != online_words.end();
}

Location split_location(std::string_view text) {
    Location result;
    const std::string line = one_line(text.substr(0, 4000));
    for (const std::string& part : split_words(line, ",;|")) {
        const std::string folded = fold_words(part);
        if (is_web_address(part)) {
            result.is_virtual = true;
            if (result.url.empty()) result.url = resolve_url({}, part);
            continue;
        }
        if (has_one_of(folded, online_words)) result.is_virtual = true;
        const bool is_room =
            has_one_of(folded, room_words) || is_room_code(folded) || ends_with_one_of(part, {"室", "厅", "厅堂"});
        const bool is_floor = has_one_of(folded, floor_words) || ends_with_one_of(part, {"楼", "层", "大楼"});
        if (is_room && result.room.empty()) {
            result.room = part;
        } else if (is_floor) {
            append(result.floor, part);
        } else {
            append(result.place, part);
        }
    }
    return result;
}

}  // namespace content
