#include "content/import/newsletter/classify.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/dates.h"
#include "content/import/common/prose.h"
#include "content/import/common/sentences.h"
#include "content/import/common/tokens.h"
#include "content/items/capitals.h"

namespace content::newsletter {
namespace {

constexpr std::array<std::string_view, 29> picture_words = {
    "photo",        "photograph", "picture", "image",    "images",   "posing",     "background", "foreground",
    "standing",     "seated",     "sitting", "logo",     "logos",    "displaying", "displays",   "wearing",
    "illustration", "screenshot", "depicts", "visible",  "smiling",  "holding",    "arriere",    "debout",
    "assis",        "posant",     "fondo",   "sentados", "logotipos"};
constexpr std::array<std::string_view, 35> calendar_words = {"calendar",
                                                             "calendrier",
                                                             "calendario",
                                                             "agenda",
                                                             "events",
                                                             "evenements",
                                                             "eventos",
                                                             "dates",
                                                             "termine",
                                                             "kalender",
                                                             "terminkalender",
                                                             "veranstaltungen",
                                                             "veranstaltungskalender",
                                                             "календарь",
                                                             "события",
                                                             "событий",
                                                             "мероприятия",
                                                             "мероприятий",
                                                             "даты",
                                                             "афиша",
                                                             "расписание",
                                                             "تقويم",
                                                             "التقويم",
                                                             "رزنامة",
                                                             "جدول",
                                                             "مواعيد",
                                                             "المواعيد",
                                                             "فعاليات",
                                                             "الفعاليات",
                                                             "احداث",
                                                             "الاحداث",
                                                             "meetings",
                                                             "reuniones",
                                                             "reunions",
                                                             "sitzungen"};
constexpr std::array<std::string_view, 47> calendar_fillers = {
    "of",       "upcoming", "save",       "the",         "and",       "de",          "des",     "prochains",
    "proximos", "key",      "our",        "forthcoming", "a",         "les",         "venir",   "important",
    "der",      "die",      "das",        "und",         "kommende",  "anstehende",  "nachste", "wichtige",
    "unsere",   "im",       "uberblick",  "предстоящие", "ближайшие", "предстоящих", "важные",  "и",
    "наши",     "сессии",   "القادمة",    "المقبلة",     "المهمة",    "هامة",        "عن",      "el",
    "los",      "proximas", "prochaines", "dates",       "next",      "ahead",       "coming"};
/// A heading that begins with one of these is that of a calendar, whatever follows.
constexpr std::array<std::string_view, 9> calendar_names = {"calendar",  "calendrier",     "calendario",
                                                            "kalender",  "terminkalender", "veranstaltungskalender",
                                                            "календарь", "تقويم",          "التقويم"};
/// Chinese writes no spaces between words.
constexpr std::array<std::string_view, 9> chinese_calendars = {
    "日历", "日程", "活动安排", "活动预告", "近期活动", "即将举行", "重要日期", "活动一览", "会议安排"};
constexpr std::array<std::string_view, 5> chinese_mastheads = {"通讯", "简报", "简讯", "快讯", "月刊"};

/// Letters of Chinese in a text; few in one of another language.
std::size_t count_chinese(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at = next_character(text, at)) {
        const char32_t c = code_point_at(text, at);
        if (c >= 0x4E00 && c <= 0x9FFF) ++count;
    }
    return count;
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    for (const Token& token : split_tokens(text)) {
        if (token.kind == Token::Kind::word || token.kind == Token::Kind::number) words.push_back(token.word);
    }
    return words;
}

}  // namespace

bool looks_like_title(const std::string& plain) {
    constexpr std::size_t fewest_words = 3;
    constexpr std::size_t max_words = 30;
    constexpr std::size_t max_bytes = 240;
    constexpr std::size_t letters_of_word = 2;  // of Chinese
    const std::size_t words = std::max(count_words(plain), count_chinese(plain) / letters_of_word);
    if (words < fewest_words || words > max_words || plain.size() > max_bytes) return false;
    if (plain.front() >= 'a' && plain.front() <= 'z') return false;
    for (const std::string_view end : {".", ",", ";", ":", "。", "，", "؛", "：", "…"}) {
        if (plain.ends_with(end)) return false;
    }
    if (plain.find('@') != std::string::npos || plain.find("://") != std::string::npos) return false;
    if (plain.find("©") != std::string::npos || plain.find(" | ") != std::string::npos) return false;
    return split_sentences(plain).size() == 1;
}

bool is_logo(const Block& block) {
    constexpr std::size_t max_words = 8;
    if (block.kind != BlockKind::paragraph) return false;
    const std::string& first = block.lines.front().text;
    const bool is_bold = first.size() > 4 && first.starts_with("**") && first.ends_with("**");
    const bool is_short = std::all_of(block.lines.begin(), block.lines.end(), [](const LogicalLine& line) {
        return count_words(line.text) <= max_words && !ends_sentence(line.text);
    });
    const std::string plain = without_marks(block.text());
    if (is_calendar_title(plain) || is_contents_title(plain)) return false;
    return is_short && (is_bold || (is_in_capitals(plain) && count_words(plain) <= 3)) && !plain.ends_with('?');
}

bool is_picture_description(const std::string& plain) {
    constexpr std::size_t enough = 3;
    constexpr std::size_t fewest_words = 8;
    const std::string folded = fold_words(plain.substr(0, 40));
    const bool says_so = folded.starts_with("image of ") || folded.starts_with("photo of ") ||
                         folded.starts_with("picture of ") || folded.starts_with("image:") ||
                         folded.starts_with("[image") || folded.starts_with("photo: ");
    std::set<std::string> seen;
    const std::vector<std::string> words = words_of(plain);
    for (const std::string& word : words) {
        if (is_one_of(word, picture_words)) seen.insert(word);
    }
    return says_so || (words.size() >= fewest_words && seen.size() >= enough);
}

bool is_credit(const std::string& plain) {
    constexpr std::size_t max_words = 12;
    const std::string folded = fold_words(plain.substr(0, 40));
    const bool begins = folded.starts_with("photo ©") || folded.starts_with("©") || folded.starts_with("photo:") ||
                        folded.starts_with("photo credit") || folded.starts_with("credit:") ||
                        folded.starts_with("photo by") || folded.starts_with("foto:") || folded.starts_with("foto ©") ||
                        folded.starts_with("credit photo") || folded.starts_with("photos ©");
    return begins && count_words(plain) <= max_words;
}

bool is_calendar_title(const std::string& plain) {
    constexpr std::size_t max_words = 10;
    const std::vector<std::string> words = words_of(plain);
    if (words.empty() || words.size() > max_words || ends_sentence(plain)) return false;
    if (is_one_of(words.front(), calendar_names)) return true;
    constexpr std::size_t longest_chinese = 20;  // letters
    const std::size_t chinese = count_chinese(plain);
    if (chinese > 0 && chinese <= longest_chinese && contains_one_of(plain, chinese_calendars)) return true;
    // All words before the dates are of this kind: "Save the dates", not "Agenda for peace".
    bool found = false;
    for (const std::string& word : words) {
        if (word.front() >= '0' && word.front() <= '9') break;
        if (is_one_of(word, calendar_words)) {
            found = true;
        } else if (!is_one_of(word, calendar_fillers)) {
            return found && !find_dates(plain, std::nullopt).empty();
        }
    }
    return found;
}

bool is_contents_title(const std::string& plain) {
    const std::string folded = fold_words(trim(plain));
    static constexpr std::array<std::string_view, 22> titles = {
        "contents",          "in this issue", "in this edition", "in this newsletter",
        "table of contents", "sommaire",      "dans ce numero",  "indice",
        "en este numero",    "sumario",       "inhalt",          "inhaltsverzeichnis",
        "in dieser ausgabe", "содержание",    "оглавление",      "в этом выпуске",
        "в номере",          "目录",          "本期内容",        "本期目录",
        "المحتويات",         "في هذا العدد"};
    return is_one_of(folded.ends_with(':') ? folded.substr(0, folded.size() - 1) : folded, titles);
}

bool is_action(const std::string& plain) {
    static constexpr std::array<std::string_view, 32> actions = {
        "mehr",     "weiterlesen", "hier", "jetzt",    "подробнее", "читать", "далее",    "اقرا",
        "المزيد",   "للمزيد",      "read", "watch",    "apply",     "learn",  "find",     "click",
        "download", "register",    "view", "see",      "more",      "here",   "lire",     "voir",
        "en",       "leer",        "ver",  "regarder", "postuler",  "mas",    "solicite", "inscribase"};
    const std::vector<std::string> words = words_of(plain);
    return words.empty() || is_one_of(words.front(), actions) || words.back() == "here" || words.back() == "ici" ||
           words.back() == "aqui";
}

bool is_masthead(const std::string& plain) {
    const std::vector<std::string> words = words_of(plain);
    static constexpr std::array<std::string_view, 17> names = {
        "newsletter",   "bulletin",  "infolettre", "boletin", "digest",   "weekly", "gazette", "rundbrief", "infobrief",
        "mitteilungen", "бюллетень", "рассылка",   "вестник", "дайджест", "نشرة",   "النشرة",  "الرسالة"};
    constexpr std::size_t longest_chinese = 20;  // letters
    const std::size_t chinese = count_chinese(plain);
    if (chinese > 0 && chinese <= longest_chinese && contains_one_of(plain, chinese_mastheads)) return true;
    return words.size() <= 10 &&
           std::any_of(words.begin(), words.end(), [](const std::string& word) { return is_one_of(word, names); });
}

bool is_date_line(const std::string& plain, const std::optional<Date>& near) {
    const auto dates = find_dates(plain, near);
    return dates.size() == 1 && dates.front().begin == 0 && dates.front().end >= plain.size();
}

bool share_words(const std::string& a, const std::string& b) {
    constexpr std::size_t shortest = 4;
    constexpr std::size_t enough = 2;
    std::set<std::string> words;
    for (const std::string& word : words_of(a)) {
        if (word.size() >= shortest) words.insert(word);
    }
    std::set<std::string> shared;
    for (const std::string& word : words_of(b)) {
        if (words.contains(word)) shared.insert(word);
    }
    return shared.size() >= enough;
}

}  // namespace content::newsletter
