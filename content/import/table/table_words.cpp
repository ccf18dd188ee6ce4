#include "content/import/table/table_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/times.h"
#include "content/import/common/tokens.h"

namespace content {
namespace {

// Folded, see fold_words().
constexpr std::array<std::string_view, 22> yes_words = {"true", "yes", "y",    "x", "1",    "on",       "ein",    "oui",
                                                        "vrai", "si",  "ja",   "j", "wahr", "да",       "истина", "是",
                                                        "对",   "نعم", "صحيح", "✓", "✔",    "verdadero"};
constexpr std::array<std::string_view, 18> no_words = {"",     "false", "no",   "n",    "0",      "off",
                                                       "aus",  "non",   "faux", "nein", "falsch", "нет",
                                                       "ложь", "否",    "不",   "لا",   "falso",  "-"};
constexpr std::array<std::string_view, 15> private_words = {
    "private",      "confidential", "personal",   "prive",       "privee",   "confidentiel", "privado", "privada",
    "confidencial", "privat",       "personlich", "vertraulich", "internal", "intern",       "частное"};
constexpr std::array<std::string_view, 9> public_words = {"public",     "normal",   "open",   "publico", "publique",
                                                          "offentlich", "standard", "ouvert", "publica"};
// The beginnings of words, so that "cancelled", "canceled", "annulée" and "abgesagt" are all found.
constexpr std::array<std::string_view, 17> cancelled_words = {
    "cancel", "annul",  "abgesagt", "entfallt", "entfallen", "fallt aus", "suspendid", "anulad",    "отмен",
    "取消",   "已取消", "الغي",     "ملغ",      "ملغا",      "الغ",       "الغاء",     "called off"};
constexpr std::array<std::string_view, 12> full_words = {"full",       "complet", "sold out",       "booked out",
                                                         "ausgebucht", "voll",    "aforo completo", "agotad",
                                                         "мест нет",   "已满",    "满员",           "مكتمل"};
constexpr std::array<std::string_view, 12> postponed_words = {"postpon",  "reporte",    "ajourne", "aplazad",
                                                              "pospuest", "verschoben", "vertagt", "переносит",
                                                              "перенес",  "推迟",       "延期",    "موجل"};
constexpr std::array<std::string_view, 13> off_words = {
    "reject",   "declin",  "withdrawn", "not accepted",  "refuse",   "rejete",     "retire",
    "rechazad", "retirad", "abgelehnt", "zuruckgezogen", "отклонен", "unpublished"};
constexpr std::array<std::string_view, 31> scheduled_words = {
    "",        "confirm", "scheduled",  "ok",        "accept",    "approved",  "active",       "published",
    "planned", "prevu",   "maintenu",   "programad", "bestatigt", "geplant",   "findet statt", "подтвержд",
    "заплан",  "已确认",  "确认",       "موكد",      "open",      "available", "free",         "frei",
    "ouvert",  "abiert",  "disponible", "offen",     "yes",       "busy",      "completed"};

template <class List>
bool begins_with_one_of(const std::string& folded, const List& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view beginning) {
        return beginning.empty() ? folded.empty() : folded.starts_with(beginning);
    });
}

}  // namespace

std::optional<bool> yes_or_no(std::string_view cell) {
    const std::string folded = fold_words(cell.substr(0, 40));
    if (is_one_of(folded, yes_words)) return true;
    if (is_one_of(folded, no_words)) return false;
    return std::nullopt;
}

std::optional<bool> is_public_cell(std::string_view cell) {
    if (const auto answer = yes_or_no(cell)) return !*answer;
    const std::string folded = fold_words(cell.substr(0, 40));
    if (is_one_of(folded, private_words)) return false;
    if (is_one_of(folded, public_words)) return true;
    return std::nullopt;
}

CellStatus status_of_cell(std::string_view cell) {
    const std::string folded = fold_words(cell.substr(0, 60));
    CellStatus result;
    // First, as "completed" is not "complet".
    if (begins_with_one_of(folded, scheduled_words)) return result;
    if (begins_with_one_of(folded, cancelled_words)) {
        result.status = EventStatus::cancelled;
    } else if (begins_with_one_of(folded, full_words)) {
        result.status = EventStatus::full;
    } else if (begins_with_one_of(folded, postponed_words)) {
        result.status = EventStatus::cancelled;
        result.is_postponed = true;
    } else if (begins_with_one_of(folded, off_words)) {
        result.is_off = true;
    } else {
        result.is_known = false;
    }
    return result;
}

std::string behind_date(const std::string& text, std::size_t end_of_date) {
    std::string_view behind = std::string_view(text).substr(std::min(end_of_date, text.size()));
    if (behind.find_first_of("0123456789") == std::string_view::npos) return {};
    if (behind.starts_with('T')) behind.remove_prefix(1);
    return std::string(trim(behind));
}

std::optional<FoundTime> zone_in_words(const std::string& words) {
    FoundTime found;
    if (const auto known = resolve_zone(words)) {
        found.zone = *known;
        return found;
    }
    const auto time = find_time("12:00 " + words, 0);
    const bool has_zone = time && (!time->zone.empty() || time->offset);
    return has_zone ? time : std::nullopt;
}

void put_month_first(FoundDate& date) {
    if (!date.is_order_guessed || date.first != date.last) return;
    date.first = with_day_as_month(date.first);
    date.last = date.first;
    date.is_order_guessed = false;
}

}  // namespace content
