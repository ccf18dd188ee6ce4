#include "content/pack/check.h"

#include <fmt/format.h>

#include <algorithm>

#include "content/base/internet_address.h"
#include "content/base/limits.h"

namespace content {
namespace {

class Checker {
public:
    Checker(const Pack& pack, Instant now) : pack_(pack), now_(now), today_(to_local(now, pack.edition.zone).date) {}

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
            address("links.toml", what, link.url);
            validity("links.toml", what, link.validity);
        }
        for (const Notice& notice : pack_.notices) {
            const std::string what = "notice \"" + notice.id + "\"";
            if (notice.level == NoticeLevel::notice) translations("notices.toml", what, notice.texts);
            validity("notices.toml", what, notice.validity);
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

    void check(const Story& story) {
        const std::string file = "stories/" + story.id + ".md";
        translations(file, "the story", story.texts);
        for (const Figure& figure : story.figures)
            translations(file, "figure \"" + figure.value + "\"", figure.label);
        for (const Hyperlink& link : story.links) {
            translations(file, "link " + link.url, link.text);
            address(file, "a link", link.url);
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
        address("events.ics", what, event.url);
        validity("events.ics", what, event.validity);
        if (has_ended(event.when)) add(Severity::note, "events.ics", what + " is over");
    }

    void check(const Call& call) {
        const std::string file = "calls/" + call.id + ".md";
        translations(file, "the call", call.texts);
        address(file, "the call", call.url);
        validity(file, "the call", call.validity);
        if (call.deadline <= now_) {
            add(Severity::note, file, "the deadline has passed: " + to_iso(call.deadline, call.zone));
        }
        for (const SubCall& part : call.parts)
            translations(file, "a part", part.title);
    }

    [[nodiscard]] bool has_ended(const Span& span) const {
        if (const auto* timed = std::get_if<TimedSpan>(&span)) return timed->end <= now_;
        if (const auto* days = std::get_if<DaySpan>(&span)) return days->last < today_;
        return std::get_if<MonthSpan>(&span)->last < Month(today_.year(), today_.month());
    }

    const Pack& pack_;
    Instant now_;
    Date today_;
    std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check_pack(const Pack& pack, Instant now) {
    return Checker(pack, now).run();
}

}  // namespace content
