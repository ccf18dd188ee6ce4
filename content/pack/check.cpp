#include "content/pack/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "content/base/internet_address.h"
#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/items/capitals.h"
#include "content/items/closed_calls.h"
#include "content/items/event_time.h"
#include "content/items/notice_time.h"

namespace content {
namespace {

class Checker {
public:
    Checker(const Pack& pack, Instant now) : pack_(pack), now_(now) {}

    [[nodiscard]] std::vector<Finding> run() {
        for (const Topic& topic : pack_.edition.topics)
            translations("pack.toml", "topic \"" + topic.id + "\"", topic.name);
        translations("pack.toml", "title", pack_.edition.title);
        for (const Story& story : pack_.stories)
            check(story);
        for (const Event& event : pack_.events)
            check(event);
        for (const Call& call : pack_.calls)
            check(call);
        for (const Link& link : pack_.links) {
            const std::string what = "link \"" + link.id + "\"";
            translations("links.toml", what, link.texts);
            address("links.toml", what, link.short_url.empty() ? link.url : link.short_url);
            validity("links.toml", what, link.validity);
            closed_call("links.toml", what, link.url, link.validity, "it is hidden");
        }
        for (const Notice& notice : pack_.notices) {
            const std::string what = "notice \"" + notice.id + "\"";
            if (notice.level == NoticeLevel::notice) translations("notices.toml", what, notice.texts);
            capitals("notices.toml", "the headline of " + what, notice.texts, &NoticeText::headline);
            validity("notices.toml", what, notice.validity);
            event_of(notice, what);
        }
        return std::move(findings_);
    }

private:
    void add(Severity severity, const std::string& file, std::string message) {
        findings_.push_back({severity, file, 0, std::move(message)});
    }

    /// One finding for all the languages of the edition in which `texts` has nothing.
    template <class T>
    void translations(const std::string& file, const std::string& what, const PerLanguage<T>& texts) {
        std::string missing;
        for (const Language language : pack_.edition.languages) {
            if (!texts.contains(language)) missing += (missing.empty() ? "" : ", ") + std::string(code(language));
        }
        if (!missing.empty() && !texts.empty()) {
            add(Severity::warning, file,
                what + " is not translated into " + missing + "; it is shown in another language");
        }
    }

    /// Capitals take longer to read, and some voices spell them; but names cannot be told from words, so nothing is
    /// rewritten.
    template <class T>
    void capitals(const std::string& file, const std::string& what, const PerLanguage<T>& texts,
                  std::string T::*words) {
        constexpr std::size_t least_words = 3;  // fewer may be names: "UNODC", "CND 67"
        for (const auto& [language, text] : texts) {
            const std::string& shown = text.*words;
            if (count_words(shown) < least_words || !is_in_capitals(shown)) continue;
            add(Severity::warning, file,
                fmt::format("{} in {} is in capitals, \"{}\": it is shown and read aloud as written; write it like a "
                            "sentence",
                            what, code(language), shown));
        }
    }

    void address(const std::string& file, const std::string& what, const std::string& url) {
        if (has_misleading_host(url)) {
            add(Severity::warning, file,
                fmt::format("{}: the letters of the host in {} are of several scripts, or look like others: is it the "
                            "host that was meant?",
                            what, url));
        }
        const std::size_t size = ascii_address(url).size();
        if (size <= limits::url_in_code) return;
        add(Severity::warning, file,
            fmt::format("{}: the address has {} bytes; codes of more than {} are hard to read from a distance", what,
                        size, limits::url_in_code));
    }

    void validity(const std::string& file, const std::string& what, const Validity& validity) {
        if (validity.until && *validity.until <= now_) {
            add(Severity::warning, file,
                what + " is not shown any more since " + to_iso(*validity.until, pack_.edition.zone));
        }
    }

    /// Without an end of its own an item goes on when the call at its address has closed.
    void closed_call(const std::string& file, const std::string& what, const std::string& url, const Validity& validity,
                     std::string_view consequence) {
        if (validity.until) return;
        const Call* call = closed_call_at(url, pack_, now_);
        if (call == nullptr) return;
        add(Severity::warning, file,
            fmt::format("{} leads where one applied for call \"{}\", which closed {}: {}; give it an \"until\"", what,
                        call->id, to_iso(call->deadline, call->zone), consequence));
    }

    /// A notice shows the time of its event; another one in its words would contradict it.
    void event_of(const Notice& notice, const std::string& what) {
        const auto event = std::find_if(pack_.events.begin(), pack_.events.end(),
                                        [&](const Event& candidate) { return candidate.id == notice.event_uid; });
        if (event == pack_.events.end()) return;
        std::set<std::string> known;
        const auto learn = [&](Instant instant) { known.insert(to_iso(instant, pack_.edition.zone).substr(11, 5)); };
        if (const auto* timed = std::get_if<TimedSpan>(&event->when)) {
            learn(timed->start);
            learn(timed->end);
        }
        if (event->delayed_from) learn(*event->delayed_from);
        std::set<std::string> others;
        for (const auto& [language, text] : notice.texts) {
            for (const std::string& part : {text.headline, text.detail}) {
                for (const std::string& time : clock_times(part))
                    if (!known.contains(time)) others.insert(time);
            }
        }
        for (const std::string& time : others) {
            add(Severity::warning, "notices.toml",
                fmt::format("{} says {}, which is no time of its event; the screen shows the event's own", what, time));
        }
    }

    void check(const Story& story) {
        const std::string file = "stories/" + story.id + ".md";
        translations(file, "the story", story.texts);
        capitals(file, "the headline", story.texts, &StoryText::headline);
        for (const Figure& figure : story.figures)
            translations(file, "figure \"" + figure.value + "\"", figure.label);
        for (const Hyperlink& link : story.links) {
            translations(file, "link " + link.url, link.text);
            address(file, "a link", link.url);
            closed_call(file, "link " + link.url, link.url, story.validity, "that link is hidden, the story is not");
        }
        if (story.photo && !story.photo->decorative) {
            if (story.photo->alternative.empty()) {
                add(Severity::warning, file, "the photo has no alternative text, and is not said to be decorative");
            }
            translations(file, "the photo's alternative text", story.photo->alternative);
        }
        validity(file, "the story", story.validity);
    }

    void check(const Event& event) {
        const std::string what = "event \"" + event.id + "\"";
        translations("events.ics", what, event.texts);
        capitals("events.ics", "the title of " + what, event.texts, &EventText::title);
        address("events.ics", what, event.url);
        validity("events.ics", what, event.validity);
        if (phase_of(event, pack_, now_) == EventPhase::over) add(Severity::note, "events.ics", what + " is over");
    }

    void check(const Call& call) {
        const std::string file = "calls/" + call.id + ".md";
        translations(file, "the call", call.texts);
        capitals(file, "the headline", call.texts, &CallText::headline);
        address(file, "the call", call.url);
        validity(file, "the call", call.validity);
        if (call.deadline <= now_) {
            add(Severity::note, file, "the deadline has passed: " + to_iso(call.deadline, call.zone));
        }
        for (const SubCall& part : call.parts)
            translations(file, "a part", part.title);
    }

    const Pack& pack_;
    Instant now_;
    std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check_pack(const Pack& pack, Instant now) {
    return Checker(pack, now).run();
}

}  // namespace content
