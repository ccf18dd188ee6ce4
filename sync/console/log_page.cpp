#include "sync/console/log_page.h"

#include <algorithm>

#include "sync/alerts/alerts_limits.h"
#include "sync/console/forms.h"
#include "sync/console/page.h"
#include "sync/people/people.h"
#include "sync/people/session_rules.h"
#include "sync/screens/screens_limits.h"

namespace console {
namespace {

std::string name_of_id(const NamesById& names, const std::string& id) {
    const auto found = names.find(id);
    return found == names.end() ? id : found->second;
}

std::string who_words(const Words& words, const people::Deed& deed, const NamesById& names) {
    if (std::string program = program_words(words, deed.account); !program.empty()) return program;
    if (!deed.account.empty()) return name_of_id(names, deed.account);
    return words(deed.address == "machine" ? "log.machine" : "log.nobody");
}

Html entry_item(const Viewer& viewer, const people::Entry& entry, const NamesById& names) {
    Html outcome;
    if (entry.deed.outcome == people::Outcome::refused)
        outcome = joined({element(Tag::span, {{Attr::css, "refused"}}, {viewer.say("log.refused")}), " "});
    const std::string from = entry.deed.address == "machine" ? viewer.say("log.at_hub") : entry.deed.address;
    const std::string place = viewer.say("log.place", {{"number", std::to_string(entry.number)}, {"address", from}});
    return element(Tag::li, {},
                   {element(Tag::p, {}, {outcome, person_words(log_sentence(*viewer.words, entry, names))}),
                    element(Tag::small, {{Attr::css, "dim"}}, {moment_of(viewer, entry.deed.at), " · ", place})});
}

constexpr std::int64_t days_of_year = 365;

/// "30 days", "one year".
std::string length(const Viewer& viewer, std::int64_t days) {
    const bool is_years = days % days_of_year == 0;
    return viewer.say(is_years ? "kept.years" : "kept.days", {{"count", is_years ? days / days_of_year : days}});
}

std::string hours(const Viewer& viewer, std::chrono::hours length) {
    return viewer.say("kept.hours", {{"count", std::int64_t{length.count()}}});
}

}  // namespace

NamesById names_of(const std::vector<people::Account>& accounts) {
    NamesById names;
    for (const people::Account& account : accounts)
        names[account.id] = account.name;
    return names;
}

std::string log_sentence(const Words& words, const people::Entry& entry, const NamesById& names) {
    const people::Deed& deed = entry.deed;
    Arguments arguments;
    arguments.emplace_back("who", who_words(words, deed, names));
    arguments.emplace_back("subject", name_of_id(names, deed.subject));
    for (const auto& [name, value] : deed.details) {
        const std::string role = "role." + value;
        arguments.emplace_back(name, name == "role" && words.has(role) ? words(role) : value);
    }
    std::string key = "log_of." + deed.action;
    std::replace(key.begin() + 7, key.end(), '.', '_');
    // What was refused early says less of what it was about.
    for (const std::string& name : words.arguments_of(key)) {
        if (std::ranges::find(arguments, name, &Arguments::value_type::first) == arguments.end())
            arguments.emplace_back(name, "?");
    }
    if (words.has(key)) return words(key, arguments);
    if (constexpr std::string_view prefix = "refused."; deed.action.starts_with(prefix)) {
        arguments.emplace_back("action", deed.action.substr(prefix.size()));
        return words("log.not_allowed", arguments);
    }
    arguments.emplace_back("action", deed.action);
    return words("log.other", arguments);
}

std::string log_page(const Viewer& viewer, const LogPage& log) {
    Children items;
    for (const people::Entry& entry : log.entries)
        items.push_back(entry_item(viewer, entry, log.names));
    Html older;
    if (log.older) {
        older = element(
            Tag::p, {},
            {link_button(Path("/log/before") / std::to_string(*log.older), {viewer.say("log.older")}, Weight::second)});
    }
    const Html list = items.empty() ? element(Tag::p, {}, {viewer.say("log.empty")})
                                    : element(Tag::ol, {{Attr::css, "plain log"}}, items);
    const Html content =
        joined({element(Tag::div, {},
                        {element(Tag::h1, {}, {viewer.say("log.title")}),
                         element(Tag::p, {{Attr::css, "dim"}}, {viewer.say("log.what")})}),
                element(Tag::div, {{Attr::css, "card"}}, {list}), older,
                element(Tag::p, {}, {link_button(Path("/retention"), {viewer.say("kept.title")}, Weight::second)})});
    return page(viewer, {viewer.say("log.title"), Section::log, Liveness::still, content});
}

std::string retention_page(const Viewer& viewer) {
    Children rows;
    const auto row = [&](std::string_view key, const std::string& time) {
        rows.push_back(element(Tag::dt, {}, {viewer.say(key)}));
        rows.push_back(element(Tag::dd, {}, {time}));
    };
    row("kept.reports", viewer.say("kept.newest"));
    row("kept.minutes", length(viewer, screens::limits::minute_days));
    row("kept.boots", viewer.say("kept.last", {{"count", std::to_string(screens::limits::boots)}}));
    row("kept.receipts", length(viewer, screens::limits::receipt_days));
    row("kept.played", length(viewer, screens::limits::played_days));
    row("kept.alerts", length(viewer, alerts::limits::ended_days));
    row("kept.messages", length(viewer, alerts::limits::letter_days));
    row("kept.log", length(viewer, people::log_length.count()));
    row("kept.sessions", hours(viewer, people::session_length));
    row("kept.links", hours(viewer, people::invitation_length));
    row("kept.accounts", viewer.say("kept.for_ever"));
    const Html content = joined({element(Tag::div, {},
                                         {element(Tag::h1, {}, {viewer.say("kept.title")}),
                                          element(Tag::p, {{Attr::css, "dim"}}, {viewer.say("kept.what")})}),
                                 element(Tag::section, {{Attr::css, "card"}}, {element(Tag::dl, {}, rows)})});
    return page(viewer, {viewer.say("kept.title"), Section::none, Liveness::still, content});
}

}  // namespace console
