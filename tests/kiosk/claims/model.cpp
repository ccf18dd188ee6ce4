#include "tests/kiosk/claims/model.h"

#include <algorithm>
#include <chrono>

namespace claims {

using namespace std::chrono_literals;
using content::Call;
using content::Event;

namespace {

const content::TimedSpan* hours_of(const Event& event) {
    const auto* span = std::get_if<content::TimedSpan>(&event.when);
    return span != nullptr && span->end - span->start < 24h ? span : nullptr;
}

/// Enough for the addresses of these packs; the display compares more ways of writing.
std::string bare(std::string address) {
    for (const char* beginning : {"https://", "http://", "www."}) {
        if (address.starts_with(beginning)) address.erase(0, std::string(beginning).size());
    }
    if (address.ends_with('/')) address.pop_back();
    return address;
}

}  // namespace

bool Model::is_in_programme(const content::Date& day) const {
    return std::ranges::any_of(pack_.events, [&](const Event& event) {
        if (const auto* days = std::get_if<content::DaySpan>(&event.when))
            return days->first <= day && day <= days->last;
        const auto* span = std::get_if<content::TimedSpan>(&event.when);
        if (span == nullptr) return false;
        const auto local = [&](content::Instant instant) {
            return content::to_local(instant, pack_.edition.zone).date;
        };
        return local(span->start) <= day && day <= local(span->end);
    });
}

bool Model::is_in_programme(content::Instant minute) const {
    const auto of_day = [&](content::Instant instant) {
        const content::LocalTime local = content::to_local(instant, pack_.edition.zone);
        return 60 * local.hour + local.minute;
    };
    return std::ranges::any_of(pack_.events, [&](const Event& event) {
        const auto* span = std::get_if<content::TimedSpan>(&event.when);
        return span != nullptr && (of_day(span->start) == of_day(minute) || of_day(span->end) == of_day(minute));
    });
}

bool Model::is_editors(const std::string& text) const {
    const auto has = [&](const auto& items, auto... members) {
        return std::ranges::any_of(items, [&](const auto& item) {
            return std::ranges::any_of(item.texts,
                                       [&](const auto& one) { return ((one.second.*members == text) || ...); });
        });
    };
    return has(pack_.stories, &content::StoryText::kicker, &content::StoryText::headline) ||
           has(pack_.links, &content::LinkText::kicker, &content::LinkText::label) ||
           has(pack_.calls, &content::CallText::headline) ||
           has(pack_.events, &content::EventText::title, &content::EventText::kind) ||
           std::ranges::any_of(pack_.edition.topics, [&](const content::Topic& topic) {
               return std::ranges::any_of(topic.name, [&](const auto& name) { return name.second == text; });
           });
}

bool Model::is_live(const Event& event) const {
    if (!knows_time_) return false;
    const auto* span = hours_of(event);
    if (span == nullptr || event.status == content::EventStatus::cancelled || now_ < span->start) return false;
    return now_ < (span->end > span->start ? span->end : span->start + 25min);
}

bool Model::has_started_without_end(const Event& event) const {
    if (!knows_time_) return false;
    const auto* span = hours_of(event);
    return span != nullptr && span->end == span->start && span->start <= now_;
}

bool Model::is_over(const Event& event) const {
    if (const auto* span = std::get_if<content::TimedSpan>(&event.when)) {
        // Without an end nobody knows; certainly not in the first 25 minutes, certainly after two hours.
        return now_ >= (span->end > span->start ? span->end : span->start + 2h);
    }
    const content::Date today = content::to_local(now_, pack_.edition.zone).date;
    if (const auto* days = std::get_if<content::DaySpan>(&event.when)) return days->last < today;
    return std::get<content::MonthSpan>(event.when).last < today.year() / today.month();
}

bool Model::may_offer(const std::string& address) const {
    const auto leads_there = [&](const Call& call) { return !call.url.empty() && bare(call.url) == bare(address); };
    const auto is_open = [&](const Call& call) { return knows_time_ && leads_there(call) && call.deadline > now_; };
    if (bare(address) == bare(pack_.edition.home_url)) return true;
    return std::ranges::none_of(pack_.calls, leads_there) || std::ranges::any_of(pack_.calls, is_open);
}

int Model::live() const {
    return static_cast<int>(
        std::ranges::count_if(pack_.events, [&](const Event& event) { return is_shown(event) && is_live(event); }));
}

int Model::stories_of(const std::string& topic) const {
    return static_cast<int>(std::ranges::count_if(pack_.stories, [&](const content::Story& story) {
        return is_shown(story) && (topic.empty() || story.topic == topic);
    }));
}

int Model::open_calls() const {
    if (!knows_time_) return 0;
    return static_cast<int>(
        std::ranges::count_if(pack_.calls, [&](const Call& call) { return is_shown(call) && call.deadline > now_; }));
}

const Event* Model::event(const std::string& id) const {
    const auto found = std::ranges::find_if(pack_.events, [&](const Event& event) { return event.id == id; });
    return found == pack_.events.end() ? nullptr : &*found;
}

}  // namespace claims
