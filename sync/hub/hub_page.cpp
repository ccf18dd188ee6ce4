#include "sync/hub/hub_page.h"

#include <fmt/format.h>

namespace hub {
namespace {

/// "2026-11-30T13:22:00Z" as people read it.
std::string time_element(content::Instant instant) {
    const std::string iso = content::to_iso(instant);
    return fmt::format(R"(<time datetime="{}">{} {} UTC</time>)", iso, iso.substr(0, 10), iso.substr(11, 5));
}

std::string what_is_published(const HubState& state) {
    if (!state.failure.empty()) {
        return "<p><strong>What is published cannot be read.</strong> Screens go on showing what they have.</p>\n";
    }
    if (!state.published) return "<p><strong>Nothing was published yet.</strong></p>\n";
    return fmt::format(
        "<p><strong>Release {}</strong> is published, since {}.</p>\n"
        "<p>Screens accept it until {}, and go on showing it after that.</p>\n",
        state.published->release, time_element(state.published->at), time_element(state.published->expires));
}

std::string who_listens(std::size_t count) {
    if (count == 0) return "<p>No screen is listening.</p>\n";
    if (count == 1) return "<p>One screen is listening, and hears of a new release at once.</p>\n";
    return fmt::format("<p>{} screens are listening, and hear of a new release at once.</p>\n", count);
}

}  // namespace

std::string hub_page(const HubState& state) {
    return fmt::format(R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rotunda hub</title>
<link rel="stylesheet" href="/hub.css">
</head>
<body>
<main>
<h1>Rotunda hub</h1>
{}{}<p><a href="/screens">Screens, people and the log</a>, for those who sign in.</p>
</main>
</body>
</html>
)",
                       what_is_published(state), who_listens(state.listening));
}

std::string_view hub_style() {
    return R"(:root { color-scheme: light dark; }
body { font: 1.125rem/1.5 Inter, system-ui, sans-serif; margin: 0; }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
p { overflow-wrap: anywhere; }
)";
}

std::string health_json(const HubState& state) {
    if (!state.failure.empty()) return fmt::format(R"({{"listening":{},"state":"unreadable"}})", state.listening);
    if (!state.published) return fmt::format(R"({{"listening":{},"state":"empty"}})", state.listening);
    return fmt::format(R"({{"at":"{}","expires":"{}","listening":{},"release":{},"state":"published","timestamp":{}}})",
                       content::to_iso(state.published->at), content::to_iso(state.published->expires), state.listening,
                       state.published->release, state.published->timestamp);
}

}  // namespace hub
