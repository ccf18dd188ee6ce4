#include "tests/kiosk/claims/check_claims.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>

#include "kiosk/text/format.h"
#include "kiosk/text/strings.h"

namespace claims {
namespace {

using content::Event;
using content::Language;
using kiosk::Action;
using kiosk::Frame;
using kiosk::SceneKind;
using kiosk::Target;

/// Without the marks of direction and spaces that end no line.
std::string plain(std::string text) {
    for (const std::string_view mark : {"\u2066", "\u2067", "\u2068", "\u2069"}) {
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
            text.erase(at, mark.size());
    }
    return text;
}

/// The words between those before and after "{}" in a pattern; none when the text is not of that pattern.
std::optional<std::string> between(const std::string& text, const std::string& pattern) {
    const std::size_t hole = pattern.find("{}");
    const std::string before = pattern.substr(0, hole);
    const std::string after = pattern.substr(hole + 2);
    if (text.size() < before.size() + after.size() || !text.starts_with(before) || !text.ends_with(after)) return {};
    return text.substr(before.size(), text.size() - before.size() - after.size());
}

std::vector<std::string> parts_of(const std::string& text) {
    constexpr std::string_view separator = " \u00b7 ";
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t end = text.find(separator); end != std::string::npos; end = text.find(separator, begin)) {
        parts.push_back(text.substr(begin, end - begin));
        begin = end + separator.size();
    }
    parts.push_back(text.substr(begin));
    return parts;
}

constexpr std::string_view hole = "{}";

/// Every sentence about now, in one language.
class Relative {
public:
    explicit Relative(Language language) : language_(language) {
        for (const char* key : {"programme.live",
                                "programme.ended",
                                "programme.today",
                                "programme.also_today",
                                "programme.earlier",
                                "programme.title_today",
                                "programme.title_week",
                                "programme.title_upcoming",
                                "programme.tab_today",
                                "programme.tab_week",
                                "programme.tab_upcoming",
                                "programme.nothing_today",
                                "programme.nothing_week",
                                "call.open_call",
                                "call.last_day",
                                "call.apply_on_phone",
                                "home.programme",
                                "home.programme_upcoming",
                                "time.today",
                                "time.tomorrow",
                                "time.yesterday"}) {
            add(get(key));
        }
        const std::string text(hole);
        add(get("programme.started_at", {{"time", text}}));
        add(get("programme.ended_at", {{"time", text}}));
        add(get("programme.now", {{"time", text}}));
        add(get("home.live_title", {{"title", text}}));
        add(get("home.also_today", {{"title", text}}));
        add(get("home.today_to_be_confirmed", {{"title", text}}));
        add(get("home.next_at", {{"time", text}, {"title", text}}));
        add(get("home.next_on", {{"date", text}, {"title", text}}));
        add(get("event.starts", {{"relative", text}}));
        for (const char* key : {"time.today_at", "time.tomorrow_at", "time.yesterday_at"})
            add(get(key, {{"range", text}}));
        constexpr std::int64_t most = 62;
        for (std::int64_t number = 1; number <= most; ++number) {
            add(get("programme.ends_in", {{"minutes", number}}));
            add(get("time.in_minutes", {{"minutes", number}}));
            add(get("time.in_hours", {{"hours", number}}));
            add(get("time.in_days", {{"days", number}}));
            add(get("time.in_weeks", {{"weeks", number}}));
            add(get("call.days_left", {{"days", number}}));
            add(get("call.hours_left", {{"hours", number}}));
            add(get("call.minutes_left", {{"minutes", number}}));
            add(get("home.live_count", {{"count", number}}));
            add(get("home.call_count", {{"count", number}}));
        }
    }

    [[nodiscard]] bool has(const std::string& text) const {
        return exact_.contains(text) ||
               std::ranges::any_of(patterns_, [&](const auto& pattern) { return matches(text, pattern); });
    }

private:
    [[nodiscard]] std::string get(std::string_view key, const kiosk::Arguments& arguments = {}) const {
        return plain(kiosk::default_strings().get(language_, key, arguments));
    }
    void add(const std::string& words) {
        Pattern pieces;
        std::size_t begin = 0;
        for (std::size_t at = words.find(hole); at != std::string::npos; at = words.find(hole, begin)) {
            pieces.push_back(words.substr(begin, at - begin));
            begin = at + hole.size();
        }
        pieces.push_back(words.substr(begin));
        if (pieces.size() == 1) {
            exact_.insert(words);
        } else if (words.size() > hole.size() * (pieces.size() - 1) + punctuation) {  // not where a colon is all
            patterns_.push_back(std::move(pieces));
        }
    }

    static constexpr std::size_t punctuation = 3;  // bytes of a sign of Chinese

    /// What stands before, between and after the holes.
    using Pattern = std::vector<std::string>;

    /// Whether these pieces stand in the text in their order, from its beginning to its end.
    static bool matches(const std::string& text, const Pattern& pieces) {
        if (!text.starts_with(pieces.front()) || !text.ends_with(pieces.back())) return false;
        std::size_t at = pieces.front().size();
        for (std::size_t i = 1; i + 1 < pieces.size(); ++i) {
            at = text.find(pieces[i], at);
            if (at == std::string::npos) return false;
            at += pieces[i].size();
        }
        return at + pieces.back().size() <= text.size();
    }

    Language language_;
    std::set<std::string> exact_;
    std::vector<Pattern> patterns_;
};

const Relative& relative_of(Language language) {
    static std::map<Language, Relative> all;
    return all.try_emplace(language, language).first->second;
}

/// What of the words of one language is a claim. Made once: formatting messages takes longer than all the rest.
struct Phrases {
    std::string live, ended, nothing_today;
    std::string started_at, ended_at, now, live_title;  ///< with "{}" where the time or title stands
    std::map<std::string, int> ends_in, live_count, call_count, story_count;
    std::set<std::string> camera;  ///< asks for a telephone's camera

    explicit Phrases(Language language) {
        const auto get = [&](std::string_view key, const kiosk::Arguments& arguments = {}) {
            return plain(kiosk::default_strings().get(language, key, arguments));
        };
        live = get("programme.live");
        ended = get("programme.ended");
        nothing_today = get("programme.nothing_today");
        started_at = get("programme.started_at", {{"time", "{}"}});
        ended_at = get("programme.ended_at", {{"time", "{}"}});
        now = get("programme.now", {{"time", "{}"}});
        live_title = get("home.live_title", {{"title", "{}"}});
        constexpr std::int64_t most = 40;
        for (std::int64_t number = 1; number <= most; ++number) {
            const auto count = static_cast<int>(number);
            if (number <= 15) ends_in[get("programme.ends_in", {{"minutes", number}})] = count;
            live_count[get("home.live_count", {{"count", number}})] = count;
            call_count[get("home.call_count", {{"count", number}})] = count;
            story_count[get("home.story_count", {{"count", number}})] = count;
        }
        for (const char* key :
             {"attract.point_camera", "links.subtitle", "link.scan", "event.add_to_calendar", "event.works_offline"}) {
            camera.insert(get(key));
        }
    }
};

const Phrases& phrases_of(Language language) {
    static std::map<Language, Phrases> all;
    return all.try_emplace(language, language).first->second;
}

/// The number that the text says; 0 when it is no such phrase.
int number_in(const std::map<std::string, int>& phrases, const std::string& text) {
    const auto found = phrases.find(text);
    return found == phrases.end() ? 0 : found->second;
}

class Checker {
public:
    Checker(const Frame& frame, const kiosk::Scene& scene, const Model& model)
        : frame_(frame), scene_(scene), model_(model), phrases_(phrases_of(frame.language)) {}

    std::vector<std::string> run() {
        for (const kiosk::Element& element : frame_.elements) {
            if (const auto* block = std::get_if<kiosk::TextBlock>(&element.what)) check_words(*block);
            if (const auto* code = std::get_if<kiosk::QrCode>(&element.what)) check_code(*code);
        }
        if (!model_.knows_time()) check_timeless();
        for (const std::string& sentence : frame_.spoken)
            check_counts(plain(sentence));
        for (const Target& target : frame_.targets)
            check_target(target);
        check_camera();
        return std::move(faults_);
    }

private:
    void fault(const std::string& sentence) { faults_.push_back(sentence); }

    [[nodiscard]] std::string clock(content::Instant instant) const {
        return kiosk::clock_time(instant, model_.pack().edition.zone);
    }

    /// The event that a block of words belongs to: that of the row it stands in, or the scene's own.
    [[nodiscard]] const Event* event_of(const kiosk::TextBlock& block) const {
        const float x = block.box.x + block.box.width / 2;
        const float y = block.box.y + block.box.height / 2;
        for (const Target& target : frame_.targets) {
            const kiosk::Rect& rect = target.rect;
            const bool is_inside = x >= rect.x && x <= rect.right() && y >= rect.y && y <= rect.bottom();
            if (target.action == Action::open_event && target.layer >= 0 && is_inside) return model_.event(target.id);
        }
        return scene_.kind == SceneKind::event ? model_.event(scene_.id) : nullptr;
    }

    /// Where nobody knows the time, no word on the glass, aloud or on a button speaks of it.
    void check_timeless() {
        for (const kiosk::Element& element : frame_.elements) {
            if (const auto* block = std::get_if<kiosk::TextBlock>(&element.what)) check_timeless(block->spec.text);
        }
        for (const std::string& sentence : frame_.spoken)
            check_timeless(sentence);
        for (const Target& target : frame_.targets)
            check_timeless(target.label);
    }

    void check_timeless(const std::string& words) {
        const std::string text = plain(words);
        const std::string now_in = plain(kiosk::default_strings().get(frame_.language, "notice.now_in"));
        if (model_.is_editors(text) || text.starts_with(now_in)) return;  // which room holds is what the pack says
        const Relative& relative = relative_of(frame_.language);
        if (relative.has(text)) fault("\"" + text + "\" although nobody knows the time");
        for (const std::string& part : parts_of(text)) {
            if (part != text && !model_.is_editors(part) && relative.has(part))
                fault("\"" + part + "\" although nobody knows the time");
        }
        const content::LocalTime local = content::to_local(model_.now(), model_.pack().edition.zone);
        const bool is_today = text == kiosk::full_date(local.date, frame_.language) ||
                              text == kiosk::short_date(local.date, frame_.language);
        if ((text == clock(model_.now()) && !model_.is_in_programme(model_.now())) ||
            (is_today && !model_.is_in_programme(local.date)))
            fault("the time itself, \"" + text + "\", which nobody knows");
    }

    void check_words(const kiosk::TextBlock& block) {
        const std::string text = plain(block.spec.text);
        const Event* event = event_of(block);
        const std::string name = event != nullptr ? " (" + event->id + ")" : std::string();
        const auto minutes = [&] {
            const auto* span = event != nullptr ? std::get_if<content::TimedSpan>(&event->when) : nullptr;
            return span != nullptr ? std::chrono::ceil<std::chrono::minutes>(span->end - model_.now()).count() : 0;
        };
        if (text == phrases_.live && (event == nullptr || !model_.is_live(*event))) {
            fault("\"" + text + "\" of what is not live" + name);
        }
        if (const int left = number_in(phrases_.ends_in, text); left > 0) {
            if (event == nullptr || !model_.is_live(*event) || minutes() != left) fault("\"" + text + "\"" + name);
        }
        if (event != nullptr) {
            // A row of search results says all of it in one line.
            for (const std::string& part : parts_of(text))
                check_time(part, *event, name);
        }
        check_moment(text);
        check_counts(text);
        check_day(text);
    }

    void check_time(const std::string& text, const Event& event, const std::string& name) {
        if (const auto time = between(text, phrases_.started_at)) {
            const auto* span = std::get_if<content::TimedSpan>(&event.when);
            const bool is_true = model_.has_started_without_end(event) && *time == clock(span->start);
            if (!is_true) fault("\"" + text + "\" of what has not, or has an end" + name);
        }
        if (const auto time = between(text, phrases_.ended_at)) {
            const auto* span = std::get_if<content::TimedSpan>(&event.when);
            const bool is_true =
                span != nullptr && span->end > span->start && model_.is_over(event) && *time == clock(span->end);
            if (!is_true) fault("\"" + text + "\"" + name);
        }
        if (text == phrases_.ended && !model_.is_over(event)) fault("\"" + text + "\" of what is not" + name);
    }

    /// "Now 10:42" stands only among events with hours.
    void check_moment(const std::string& text) {
        const auto time = between(text, phrases_.now);
        if (!time || time->size() != 5) return;
        if (*time != clock(model_.now())) fault("\"" + text + "\" at " + clock(model_.now()));
        const bool has_hours = std::ranges::any_of(model_.pack().events, [&](const Event& event) {
            const auto* span = std::get_if<content::TimedSpan>(&event.when);
            return model_.is_shown(event) && span != nullptr;
        });
        if (!has_hours) fault("\"" + text + "\" in a programme without hours");
    }

    void check_day(const std::string& text) {
        const bool is_today = scene_.range == kiosk::ProgrammeRange::today ||
                              scene_.range == kiosk::ProgrammeRange::automatic || scene_.kind != SceneKind::programme;
        if (!is_today && text == phrases_.nothing_today) fault("\"" + text + "\" of the week");
    }

    void check_counts(const std::string& text) {
        const int live = number_in(phrases_.live_count, text);
        if (live > 0 && live != model_.live()) {
            fault("\"" + text + "\" where " + std::to_string(model_.live()) + " are");
        }
        const int calls = number_in(phrases_.call_count, text);
        if (calls > 0 && calls != model_.open_calls()) fault("\"" + text + "\"");
        if (const auto title = between(text, phrases_.live_title)) check_live_title(*title);
    }

    void check_live_title(const std::string& beginning) {
        const bool is_true = std::ranges::any_of(model_.pack().events, [&](const Event& event) {
            const std::string& title = content::text_in(event.texts, frame_.language, model_.pack().edition).title;
            return model_.is_live(event) && beginning.starts_with(plain(title));
        });
        if (!is_true) fault("live: \"" + beginning + "\"");
    }

    void check_code(const kiosk::QrCode& code) {
        if (code.payload.starts_with("BEGIN:VCALENDAR")) {
            const Event* event = scene_.kind == SceneKind::event ? model_.event(scene_.id) : nullptr;
            if (event == nullptr) return fault("a calendar code of no event");
            if (model_.is_over(*event)) fault("a calendar code of an event that is over (" + event->id + ")");
            if (event->status == content::EventStatus::cancelled) fault("a calendar code of " + event->id);
        } else if (!model_.may_offer(code.payload)) {
            fault("the code of a closed call: " + code.payload);
        }
    }

    void check_target(const Target& target) {
        if (target.action == Action::open_call) {
            const auto& calls = model_.pack().calls;
            const auto call = std::ranges::find(calls, target.id, &content::Call::id);
            if (call == calls.end() || call->deadline <= model_.now()) fault("a closed call is offered: " + target.id);
        }
        if (target.action == Action::open_link) {
            const auto& links = model_.pack().links;
            const auto link = std::ranges::find(links, target.id, &content::Link::id);
            if (link == links.end() || !model_.may_offer(link->url)) fault("a link to a closed call: " + target.id);
        }
        if (target.action == Action::open_event) {
            const Event* event = model_.event(target.id);
            if (event == nullptr || !model_.is_shown(*event)) fault("no such event: " + target.id);
        }
        if (target.action == Action::open_stories && scene_.kind == SceneKind::home) check_story_count(target);
    }

    /// What a tile says of the stories behind it.
    void check_story_count(const Target& tile) {
        const int stories = model_.stories_of(tile.id);
        if (stories == 0) fault("stories are offered where there are none: " + tile.id);
        for (const kiosk::Element& element : frame_.elements) {
            const auto* block = std::get_if<kiosk::TextBlock>(&element.what);
            if (block == nullptr || !tile.rect.encloses(block->box)) continue;
            const std::string text = plain(block->spec.text);
            const int number = number_in(phrases_.story_count, text);
            if (number > 0 && number != stories)
                fault("\"" + text + "\" where " + std::to_string(stories) + " are: " + tile.id);
        }
    }

    /// Nothing asks for a telephone's camera where there is no code.
    void check_camera() {
        const bool has_code = std::ranges::any_of(frame_.elements, [](const kiosk::Element& element) {
            return std::holds_alternative<kiosk::QrCode>(element.what);
        });
        if (has_code) return;
        for (const kiosk::Element& element : frame_.elements) {
            const auto* block = std::get_if<kiosk::TextBlock>(&element.what);
            if (block == nullptr) continue;
            const std::string text = plain(block->spec.text);
            if (phrases_.camera.contains(text)) fault("\"" + text + "\" without a code");
        }
    }

    const Frame& frame_;
    const kiosk::Scene& scene_;
    const Model& model_;
    const Phrases& phrases_;
    std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> check_claims(const Frame& frame, const kiosk::Scene& scene, const Model& model) {
    return Checker(frame, scene, model).run();
}

}  // namespace claims
