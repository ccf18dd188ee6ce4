#include "content/import/newsletter/call.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/dates.h"
#include "content/import/common/prose.h"
#include "content/import/common/sentences.h"
#include "content/import/common/times.h"
#include "content/import/common/tokens.h"

namespace content::newsletter {
namespace {

/// Folded. What stands before the last day on which one can apply.
constexpr std::array<std::string_view, 31> deadline_words = {"bewerbungsfrist",
                                                             "anmeldefrist",
                                                             "einsendeschluss",
                                                             "anmeldeschluss",
                                                             "bis spatestens",
                                                             "крайний срок",
                                                             "срок подачи",
                                                             "не позднее",
                                                             "الموعد النهائي",
                                                             "اخر موعد",
                                                             "截止日期",
                                                             "截止时间",
                                                             "截至",
                                                             "deadline",
                                                             "apply by",
                                                             "apply before",
                                                             "applications close",
                                                             "applications are due",
                                                             "closing date",
                                                             "submit by",
                                                             "no later than",
                                                             "register by",
                                                             "date limite",
                                                             "au plus tard",
                                                             "avant le",
                                                             "jusqu'au",
                                                             "fecha limite",
                                                             "a mas tardar",
                                                             "plazo",
                                                             "hasta el",
                                                             "open until"};
constexpr std::array<std::string_view, 26> apply_words = {"bewerb",   "anmeld",
                                                          "antrag",   "einreich",
                                                          "заявк",    "регистрац",
                                                          "التسجيل",  "طلبات",
                                                          "تقديم",    "申请",
                                                          "报名",     "征集",
                                                          "appl",     "call for",
                                                          "candidat", "submission",
                                                          "regist",   "nominat",
                                                          "proposal", "solicit",
                                                          "convocat", "inscri",
                                                          "postul",   "appel a",
                                                          "submit",   "expression of interest"};
constexpr std::array<std::string_view, 6> label_words = {"on ", "for ", "pour ", "para ", "sur ", "sobre "};

struct Deadline {
    std::string label;
    std::string words;
    Instant moment;
    std::string zone;       ///< IANA; empty where none is written, or an offset
    bool has_zone = false;  ///< one is written, or an offset
    bool is_time_guessed = false;
    bool is_year_guessed = false;
};

std::vector<std::string> split_segments(const std::string& text) {
    std::vector<std::string> segments;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at < text.size() && text[at] != '|' && text[at] != ';') continue;
        segments.emplace_back(trim(std::string_view(text).substr(begin, at - begin)));
        begin = at + 1;
    }
    return segments;
}

/// "On Firearms:" -> "Firearms"; empty when the words before the date are a sentence about the deadline itself.
std::string make_label(std::string_view before) {
    before = trim(before);
    if (contains_one_of(fold_words(before), deadline_words)) {
        const auto colon = before.find(':');
        if (colon == std::string_view::npos) return {};
        before = trim(before.substr(colon + 1));
    }
    while (!before.empty() && (before.back() == ':' || before.back() == '-' || before.back() == ' '))
        before.remove_suffix(1);
    if (before.ends_with("–")) before = trim(before.substr(0, before.size() - 3));
    for (const std::string_view word : label_words) {
        if (to_lower(before).starts_with(word)) before = trim(before.substr(word.size()));
    }
    constexpr std::size_t max_label_bytes = 100;
    return before.size() > max_label_bytes ? std::string() : std::string(before);
}

void add_deadlines(const std::string& text, const NewsletterImport& letter, std::vector<Deadline>& deadlines) {
    for (const std::string& segment : split_segments(text)) {
        std::size_t begin = 0;
        for (const FoundDate& date : find_dates(segment, letter.near)) {
            if (date.is_months) continue;
            Deadline deadline;
            deadline.label = make_label(std::string_view(segment).substr(begin, date.begin - begin));
            auto time = find_time(segment, date.end);
            deadline.is_time_guessed = !time;
            if (!time) {
                time = FoundTime{};
                time->end = date.end;
                time->hour = 24;
            }
            deadline.zone = time->zone;
            deadline.has_zone = !time->zone.empty() || time->offset.has_value();
            deadline.moment = moment_of(date.last, *time, letter.context.edition.zone);
            deadline.is_year_guessed = date.is_year_guessed;
            std::string_view words = std::string_view(segment).substr(date.begin, time->end - date.begin);
            const auto digit = words.find_first_of("0123456789");
            const std::string first_word = fold_words(words.substr(0, words.find(' ')));
            if (first_word == "on" || first_word == "from" || first_word == "le" || first_word == "el")
                words.remove_prefix(std::min(words.find(' ') + 1, digit));
            deadline.words = shorten(words, limits::headline_characters);
            begin = time->end;
            deadlines.push_back(std::move(deadline));
        }
    }
}

/// "Trafficking in Persons (10 July 2024)": a part with the day it takes place.
std::optional<SubCall> read_part(const std::string& plain, const NewsletterImport& letter) {
    const auto dates = find_dates(plain, letter.near);
    if (dates.empty() || dates.back().is_months) return std::nullopt;
    const FoundDate& date = dates.back();
    std::string title(trim(std::string_view(plain).substr(0, date.begin)));
    while (!title.empty() && std::string_view(" (:-,").find(title.back()) != std::string_view::npos)
        title.pop_back();
    if (title.ends_with("–")) title.resize(title.size() - 3);
    SubCall part;
    part.title[letter.language()] = shorten(trim(title), limits::headline_characters);
    part.date = date.first;
    if (title.empty()) return std::nullopt;
    return part;
}

struct Gathered {
    std::vector<Deadline> deadlines;
    std::vector<SubCall> parts;
    bool has_words = false;  ///< something says that there is a deadline
};

Gathered gather(const Draft& draft, const NewsletterImport& letter) {
    Gathered gathered;
    bool expects_list = false;
    for (const Block& block : draft.body) {
        const std::string whole = without_marks(block.text());
        const bool is_deadline = names_deadline(whole);
        gathered.has_words = gathered.has_words || is_deadline;
        if (is_deadline || (expects_list && block.kind == BlockKind::item)) {
            for (const LogicalLine& line : block.lines) {
                for (const std::string_view sentence : split_sentences(line.text)) {
                    const std::string plain = without_marks(sentence);
                    const bool counts = block.lines.size() > 1 || contains_one_of(fold_words(plain), deadline_words) ||
                                        block.kind == BlockKind::item || split_segments(plain).size() > 1;
                    if (counts) add_deadlines(plain, letter, gathered.deadlines);
                }
            }
        } else if (block.kind == BlockKind::item) {
            if (auto part = read_part(whole, letter)) gathered.parts.push_back(std::move(*part));
        }
        if (block.kind != BlockKind::item) expects_list = is_deadline && gathered.deadlines.empty();
    }
    return gathered;
}

}  // namespace

bool names_deadline(const std::string& plain) {
    return contains_one_of(fold_words(plain), deadline_words);
}

std::optional<Call> find_call(const Draft& draft, const Story& story, NewsletterImport& letter) {
    Gathered gathered = gather(draft, letter);
    const StoryText& text = story.texts.at(letter.language());
    if (!gathered.has_words || !contains_one_of(fold_words(text.headline + " " + text.body), apply_words))
        return std::nullopt;
    if (gathered.deadlines.empty()) {
        letter.warn(draft.line,
                    fmt::format("\"{}\" speaks of a deadline, but no date of one was understood", draft.title));
        return std::nullopt;
    }
    const auto last = std::max_element(gathered.deadlines.begin(), gathered.deadlines.end(),
                                       [](const Deadline& a, const Deadline& b) { return a.moment < b.moment; });
    const Deadline main = *last;
    gathered.deadlines.erase(last);
    Call call;
    CallText words;
    words.headline = draft.subtitle.empty() ? text.headline : draft.subtitle;
    words.gist = text.gist;
    words.deadline_words = main.words;
    call.texts[letter.language()] = words;
    call.id = letter.new_id("call", words.headline);
    const std::string& zone = letter.context.edition.zone;
    const auto offset = [&](const std::string& name) { return to_iso(main.moment, name); };
    call.zone = main.zone.empty() || offset(main.zone) == offset(zone) ? zone : main.zone;
    call.deadline = main.moment;
    call.parts = std::move(gathered.parts);
    std::vector<std::string> guesses;
    const auto explain = [&](const Deadline& deadline) {
        if (deadline.is_year_guessed) guesses.push_back(fmt::format("the year of \"{}\"", deadline.words));
        if (deadline.is_time_guessed) guesses.push_back(fmt::format("\"{}\" ends with its day", deadline.words));
        if (!deadline.is_time_guessed && !deadline.has_zone)
            guesses.push_back(fmt::format("\"{}\" is in the zone {}", deadline.words, zone));
    };
    explain(main);
    for (const Deadline& deadline : gathered.deadlines) {
        explain(deadline);
        if (deadline.moment == main.moment) continue;
        SubCall part;
        part.title[letter.language()] = deadline.label.empty() ? deadline.words : deadline.label;
        part.deadline = deadline.moment;
        part.deadline_words[letter.language()] = deadline.words;
        guesses.push_back(fmt::format("\"{}\" is a part of it with its own deadline", part.title.begin()->second));
        call.parts.push_back(std::move(part));
    }
    if (!main.label.empty())
        guesses.push_back(fmt::format("\"{}\" ({}) holds for all other parts", main.words, main.label));
    if (!story.links.empty()) call.url = story.links.front().url;
    letter.import.lines["call/" + call.id] = draft.line;
    letter.guess("call/" + call.id, "call \"" + words.headline + "\"", guesses);
    return call;
}

void match_parts(NewsletterImport& letter) {
    for (Call& call : letter.import.pack.calls) {
        for (SubCall& part : call.parts) {
            if (part.date) continue;
            const std::string name = fold_words(part.title.begin()->second);
            const Event* match = nullptr;
            int matches = 0;
            for (const Event& event : letter.import.pack.events) {
                const std::string title = fold_words(event.texts.begin()->second.title);
                if (!std::holds_alternative<DaySpan>(event.when) || title.find(name) == std::string::npos) continue;
                match = &event;
                ++matches;
            }
            if (matches != 1) continue;
            part.date = std::get_if<DaySpan>(&match->when)->first;
            letter.guess("call/" + call.id, "call \"" + call.texts.begin()->second.headline + "\"",
                         {fmt::format("its part \"{}\" is the event \"{}\" of {}", part.title.begin()->second,
                                      match->texts.begin()->second.title, to_iso(*part.date))});
        }
    }
}

}  // namespace content::newsletter
