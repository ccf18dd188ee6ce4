#include "sync/console/alerts_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "content/base/text.h"
#include "sync/alerts/alerts_limits.h"
#include "sync/console/forms.h"
#include "sync/console/page.h"

namespace console {
namespace {

using alerts::Alert;
using alerts::Cause;
using alerts::Event;
using alerts::Kind;
using alerts::News;

/// 0 for what is no number.
std::int64_t number_of(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::string kind_key(std::string_view table, const Cause& cause, std::string_view ending = {}) {
    return fmt::format("{}.{}{}", table, content::name_of(alerts::kind_names, cause.kind), ending);
}

/// The facts of a cause, and "?" for those that a message asks for and a cause of an older hub has not.
std::string say(const Words& words, const std::string& key, const Cause& cause, const std::string& zone) {
    Arguments arguments;
    arguments.emplace_back("subject", cause.subject);
    for (const auto& [name, value] : cause.facts) {
        const auto until = content::parse_instant(value, "UTC");
        if (name == "until" && until)
            arguments.emplace_back(name, words.moment(*until, zone));
        else if (name == "still")  // the only one that a plural is made by
            arguments.emplace_back(name, number_of(value));
        else
            arguments.emplace_back(name, value);
    }
    for (const std::string& name : words.arguments_of(key)) {
        if (std::ranges::find(arguments, name, &Arguments::value_type::first) == arguments.end())
            arguments.emplace_back(name, std::string("?"));
    }
    return std::string(content::trim(words(key, arguments)));
}

/// "Since 10:42: Foyer M is silent", its advice below, and nothing else.
std::string event_lines(const MessageFrame& frame, const Event& event) {
    const Alert& alert = event.alert;
    const std::string what = alert_headline(frame.words, alert.cause);
    const bool is_over = event.news == News::ended;
    const auto at = is_over ? alert.well.value_or(alert.ended.value_or(frame.now)) : alert.begun;
    const char* key = is_over                          ? "message.ended_line"
                      : event.news == News::unanswered ? "message.unanswered_line"
                                                       : "message.begun_line";
    std::string lines = frame.words(key, {{"time", frame.words.clock(at, frame.zone)}, {"what", what}}) + "\n";
    if (alert.is_flapping) lines += frame.words("alerts.again") + "\n";
    if (!is_over || alert.cause.kind == Kind::outage) lines += alert_advice(frame.words, alert, frame.zone) + "\n";
    return lines;
}

/// "Conference displays: Foyer M is silent, and 2 more".
std::string subject_of(const MessageFrame& frame, const std::vector<Event>& events) {
    // What has begun counts more than what is over.
    const auto first = std::ranges::find_if(events, [](const Event& event) { return event.news != News::ended; });
    const Event& main = first == events.end() ? events.front() : *first;
    std::string what = alert_headline(frame.words, main.alert.cause);
    if (main.news == News::ended) what = frame.words("message.ended", {{"what", what}});
    if (main.news == News::unanswered) what = frame.words("message.unanswered", {{"what", what}});
    const auto others = static_cast<std::int64_t>(events.size()) - 1;
    if (others > 0) what = frame.words("message.more", {{"what", what}, {"count", others}});
    return frame.words("nav.brand") + ": " + what;
}

std::string page_line(const MessageFrame& frame) {
    return "\n" + frame.words("message.all") + "\n" + frame.address + "alerts\n";
}

std::string clock(const Viewer& viewer, content::Instant at) {
    const bool is_today = content::to_local(at, viewer.zone).date == content::to_local(viewer.now, viewer.zone).date;
    return is_today ? viewer.words->clock(at, viewer.zone) : viewer.words->moment(at, viewer.zone);
}

Html line(const Viewer& viewer, std::string_view key, const Arguments& arguments = {}) {
    return element(Tag::p, {}, {person_words(viewer.say(key, arguments))});
}

Html taken_line(const Viewer& viewer, const AlertsPage& of, const Alert& alert) {
    const auto found = of.names.find(alert.acknowledged_by);
    const std::string who =
        taker_words(*viewer.words, alert.acknowledged_by, found == of.names.end() ? std::string() : found->second);
    return line(viewer, "alerts.taken_by", {{"who", who}, {"time", clock(viewer, *alert.acknowledged)}});
}

Html open_card(const Viewer& viewer, const AlertsPage& of, const Alert& alert) {
    const std::string what = alert_headline(*viewer.words, alert.cause);
    Children parts = {
        element(Tag::h2, {}, {person_words(what)}),
        element(Tag::p, {{Attr::css, "dim"}}, {viewer.say("alerts.since", {{"time", clock(viewer, alert.begun)}})}),
        element(Tag::p, {}, {person_words(alert_advice(*viewer.words, alert, viewer.zone))})};
    if (alert.is_flapping) parts.push_back(line(viewer, "alerts.again"));
    if (alert.well) parts.push_back(line(viewer, "alerts.well", {{"time", clock(viewer, *alert.well)}}));
    if (alert.escalated)
        parts.push_back(line(viewer, "alerts.second_told", {{"time", clock(viewer, *alert.escalated)}}));
    if (alert.acknowledged) {
        parts.push_back(taken_line(viewer, of, alert));
    } else if (of.may_answer) {
        parts.push_back(
            form(viewer, Path("/alerts/take"),
                 {hidden("alert", std::to_string(alert.id)),
                  element(Tag::button,
                          {{Attr::css, "button"}, {Attr::aria_label, viewer.say("alerts.take_what", {{"what", what}})}},
                          {viewer.say("alerts.take")})}));
    }
    return element(Tag::li, {{Attr::css, "card"}, {Attr::data_key, std::to_string(alert.id)}}, parts);
}

Html ended_item(const Viewer& viewer, const Alert& alert) {
    return element(Tag::li, {},
                   {element(Tag::p, {}, {person_words(alert_headline(*viewer.words, alert.cause))}),
                    element(Tag::small, {{Attr::css, "dim"}},
                            {viewer.say("alerts.from_until", {{"begun", clock(viewer, alert.begun)},
                                                              {"ended", clock(viewer, *alert.ended)}})})});
}

bool is_courier_missing(const Viewer& viewer, const AlertsPage& of) {
    return !of.outbox.courier_seen || viewer.now - *of.outbox.courier_seen > alerts::limits::courier_missing;
}

Html count_line(const Viewer& viewer, std::string_view key, std::size_t count) {
    return line(viewer, key, {{"count", static_cast<std::int64_t>(count)}});
}

Html delivery(const Viewer& viewer, const AlertsPage& of) {
    Children parts;
    if (is_courier_missing(viewer, of)) parts.push_back(note(Tone::wrong, {viewer.say("alerts.courier_missing")}));
    if (of.outbox.waiting > 0) {
        const Arguments arguments = {{"count", of.outbox.waiting}, {"failure", of.outbox.failure}};
        const Tone tone = of.outbox.failure.empty() ? Tone::care : Tone::wrong;
        parts.push_back(note(tone, {person_words(viewer.say("alerts.waiting", arguments))}));
    }
    if (of.outbox.given_up > 0)
        parts.push_back(note(Tone::wrong, {viewer.say("alerts.given_up", {{"count", of.outbox.given_up}})}));
    if (of.outbox.last_sent)
        parts.push_back(element(Tag::p, {{Attr::css, "dim"}},
                                {viewer.say("alerts.last_sent"), " ", moment_of(viewer, *of.outbox.last_sent)}));
    if (of.may_answer)
        parts.push_back(form(viewer, Path("/alerts/test"), {button(viewer.say("alerts.test"), Weight::second)}));
    return joined(parts);
}

Html morning_line(const Viewer& viewer, const alerts::MorningTimes& times) {
    if (!times.first_day || !times.last_day) return line(viewer, "alerts.no_mornings");
    const auto day = [&](const content::Date& date) {
        return viewer.words->day(content::start_of_day(date, viewer.zone), viewer.zone);
    };
    return line(viewer, "alerts.mornings",
                {{"first", day(*times.first_day)},
                 {"last", day(*times.last_day)},
                 {"time", fmt::format("{:02}:{:02}", times.minute / 60, times.minute % 60)}});
}

Html who_is_told(const Viewer& viewer, const AlertsPage& of) {
    const alerts::AlertSettings& settings = of.settings;
    Children parts = {element(Tag::h2, {}, {viewer.say("alerts.who_title")})};
    if (!settings.is_wanted) {
        parts.push_back(line(viewer, "alerts.nobody"));
    } else {
        parts.push_back(count_line(viewer, "alerts.told_at_once", settings.duty.size()));
        parts.push_back(count_line(viewer, "alerts.told_second", settings.second.size()));
        if (!settings.webhook.empty()) parts.push_back(line(viewer, "alerts.told_webhook"));
        parts.push_back(morning_line(viewer, settings.morning));
        parts.push_back(delivery(viewer, of));
    }
    return element(Tag::section, {{Attr::css, "card"}}, parts);
}

}  // namespace

std::string alert_headline(const Words& words, const Cause& cause) {
    const bool is_of_place = cause.kind == Kind::outage && !cause.subject.empty();
    return say(words, kind_key("alert_of", cause, is_of_place ? "_place" : ""), cause, "UTC");
}

std::string alert_advice(const Words& words, const Alert& alert, const std::string& zone) {
    const bool is_outage_over = alert.cause.kind == Kind::outage && alert.ended.has_value();
    return say(words, kind_key("alert_do", alert.cause, is_outage_over ? "_ended" : ""), alert.cause, zone);
}

std::string taker_words(const Words& words, const std::string& by, const std::string& name) {
    if (by == content::name_of(alerts::way_names, alerts::Way::second)) return words("alerts.by_second");
    const bool is_link = by == content::name_of(alerts::way_names, alerts::Way::duty) ||
                         by == content::name_of(alerts::way_names, alerts::Way::webhook);
    if (is_link) return words("alerts.by_duty");
    if (by == "machine") return words("log.machine");
    if (std::string program = program_words(words, by); !program.empty()) return program;
    return name.empty() ? by : name;
}

MessageWords message_words(const MessageFrame& frame, const std::vector<Event>& events) {
    MessageWords message;
    message.subject = subject_of(frame, events);
    for (const Event& event : events)
        message.text += event_lines(frame, event) + "\n";
    const bool needs_somebody =
        std::ranges::any_of(events, [](const Event& event) { return event.news != News::ended; });
    if (needs_somebody) {
        message.text += frame.words("message.take") + "\n" + frame.address + "alerts/acknowledge/";
        message.text += alerts::link_mark;
        message.text += "\n";
    }
    message.text += page_line(frame);
    return message;
}

MessageWords morning_words(const MessageFrame& frame, const alerts::Morning& morning, int minute) {
    MessageWords message;
    const bool is_well = morning.well == morning.due;
    const std::string what = is_well ? frame.words("message.morning_well", {{"count", morning.due}})
                                     : frame.words("message.morning_some", {{"well", std::to_string(morning.well)},
                                                                            {"due", std::to_string(morning.due)}});
    message.subject = frame.words("nav.brand") + ": " + what;
    message.text = what + ".\n";
    if (morning.closed > 0) message.text += frame.words("message.morning_closed", {{"count", morning.closed}}) + "\n";
    if (!morning.others.empty())
        message.text +=
            frame.words("message.morning_others", {{"names", fmt::format("{}", fmt::join(morning.others, ", "))}}) +
            "\n";
    if (!morning.open.empty()) message.text += "\n" + frame.words("message.morning_open") + "\n";
    for (const Alert& alert : morning.open)
        message.text += "- " + alert_headline(frame.words, alert.cause) + "\n";
    message.text +=
        "\n" + frame.words("message.morning_why", {{"time", fmt::format("{:02}:{:02}", minute / 60, minute % 60)}}) +
        "\n" + page_line(frame);
    return message;
}

MessageWords test_words(const MessageFrame& frame) {
    return {frame.words("nav.brand") + ": " + frame.words("message.test"),
            frame.words("message.test_what") + "\n" + page_line(frame)};
}

std::string alerts_page(const Viewer& viewer, const AlertsPage& of) {
    Children cards;
    for (const Alert& alert : of.open)
        cards.push_back(open_card(viewer, of, alert));
    Children ended;
    for (const Alert& alert : of.ended)
        ended.push_back(ended_item(viewer, alert));
    Html over;
    if (!ended.empty()) {
        over = element(Tag::section, {{Attr::css, "card"}},
                       {element(Tag::h2, {}, {viewer.say("alerts.ended_title")}),
                        element(Tag::ul, {{Attr::css, "plain log"}}, ended)});
    }
    const Html list = cards.empty() ? Html() : element(Tag::ul, {{Attr::css, "plain cards"}}, cards);
    const Html content = joined(
        {element(Tag::div, {},
                 {element(Tag::h1, {}, {viewer.say("alerts.title")}),
                  element(Tag::p, {{Attr::role, "status"}, {Attr::data_said}},
                          {viewer.say("alerts.open", {{"count", static_cast<std::int64_t>(of.open.size())}})})}),
         of.failure.empty() ? Html() : note(Tone::wrong, {viewer.say(of.failure)}),
         of.said.empty() ? Html() : note(Tone::good, {viewer.say(of.said)}),
         element(Tag::div, {{Attr::css, "stack live"}, {Attr::data_live}}, {list}), over, who_is_told(viewer, of)});
    return page(viewer, {viewer.say("alerts.title"), Section::alerts, Liveness::live, content});
}

std::string link_page(const Viewer& viewer, const LinkPage& of) {
    Children parts;
    for (const Alert& alert : of.open)
        parts.push_back(element(Tag::p, {}, {person_words(alert_headline(*viewer.words, alert.cause))}));
    Html rest;
    if (of.is_done) {
        rest = note(Tone::good, {viewer.say("alerts.link_done")});
    } else if (of.open.empty()) {
        rest = note(Tone::good, {viewer.say("alerts.link_none")});
    } else {
        rest = joined(
            {element(Tag::p, {{Attr::css, "dim"}}, {viewer.say("alerts.link_what")}),
             form(viewer, Path("/alerts/acknowledge"), {hidden("link", of.link), button(viewer.say("alerts.take"))})});
    }
    const Html content = joined({element(Tag::h1, {}, {viewer.say("alerts.link_title")}), joined(parts), rest});
    return page(viewer, {viewer.say("alerts.link_title"), Section::none, Liveness::still, content});
}

}  // namespace console
