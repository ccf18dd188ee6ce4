#include "sync/console/publish_page.h"

#include <algorithm>

#include "sync/console/forms.h"
#include "sync/console/page.h"

namespace console {
namespace {

using publishing::Job;
using publishing::State;

constexpr std::size_t named_files = 12;
constexpr std::size_t named_screens = 8;  // that have not confirmed; more of them are the fleet page's

Html dim(const Children& words) {
    return element(Tag::p, {{Attr::css, "dim"}}, words);
}

/// "On 38 of 40 screens", and who is missing.
Html confirmed(const Viewer& viewer, const screens::ReleaseReceipts& receipts) {
    const auto has_it = [](const screens::Receipt& one) { return one.at.has_value(); };
    const auto count = std::ranges::count_if(receipts.screens, has_it);
    Children parts = {
        element(Tag::p, {},
                {viewer.say("publish.confirmed", {{"confirmed", static_cast<std::int64_t>(count)},
                                                  {"count", static_cast<std::int64_t>(receipts.screens.size())}})})};
    Children missing;
    for (const screens::Receipt& one : receipts.screens) {
        if (has_it(one) || missing.size() == named_screens) continue;
        const Html name =
            element(Tag::a, {{Link::href, Path("/screens") / std::to_string(one.screen)}}, {person_words(one.name)});
        missing.push_back(element(Tag::li, {}, {name, " ", element(Tag::span, {{Attr::css, "dim"}}, {one.place})}));
    }
    if (!missing.empty()) {
        parts.push_back(dim({viewer.say("publish.missing")}));
        parts.push_back(element(Tag::ul, {}, missing));
    }
    return joined(parts);
}

/// What kiosk-pack said: lines with file and number, in English.
Html said_lines(const std::string& said) {
    Children lines;
    for (std::size_t begin = 0; begin < said.size();) {
        const auto end = std::min(said.find('\n', begin), said.size());
        if (end > begin)
            lines.push_back(element(Tag::li, {}, {element(Tag::code, {}, {said.substr(begin, end - begin)})}));
        begin = end + 1;
    }
    return element(Tag::ul, {{Attr::css, "plain stack"}, {Attr::lang, "en"}}, lines);
}

std::string state_words(const Viewer& viewer, const Job& job) {
    if (job.kind == publishing::Kind::restore && job.state == State::published) return viewer.say("publish.restored");
    const Arguments arguments = {{"release", job.release}};
    if (job.state == State::waiting) return viewer.say(job.tries == 0 ? "publish.begun" : "publish.waiting");
    return viewer.say("publish." + std::string(content::name_of(publishing::state_names, job.state)), arguments);
}

/// The newest request, with all that somebody wants to know of it.
Html newest(const Viewer& viewer, const Job& job, bool may_publish) {
    if (job.state == State::refused)
        return joined({note(Tone::wrong, {state_words(viewer, job)}), said_lines(job.said)});
    if (job.state != State::waiting) return note(Tone::good, {state_words(viewer, job)});
    Children parts = {note(Tone::care, {state_words(viewer, job)})};
    if (job.tries > 0) {
        parts.push_back(said_lines(job.said));
        parts.push_back(dim({viewer.say("publish.next"), " ", moment_of(viewer, job.next)}));
    }
    if (may_publish && job.tries > 0)
        parts.push_back(
            form(viewer, Path("/publish/withdraw"),
                 {hidden("job", std::to_string(job.id)), button(viewer.say("publish.withdraw"), Weight::second)}));
    return joined(parts);
}

/// Of a request that is over and not the newest.
std::string past_words(const Viewer& viewer, const Job& job) {
    return job.state == State::refused ? viewer.say("publish.was_refused") : state_words(viewer, job);
}

Html history(const Viewer& viewer, const PublishPage& page) {
    Children items;
    for (const Job& job : page.jobs) {
        if (&job == &page.jobs.front() || !job.ended) continue;
        const auto named = page.names.find(job.account);
        const Html who = named != page.names.end() ? person_words(named->second) : Html(viewer.say("publish.machine"));
        items.push_back(
            element(Tag::li, {},
                    {element(Tag::p, {}, {past_words(viewer, job)}),
                     element(Tag::small, {{Attr::css, "dim"}}, {moment_of(viewer, *job.ended), " · ", who})}));
    }
    if (items.empty()) return {};
    return element(
        Tag::div, {{Attr::css, "card"}},
        {element(Tag::h2, {}, {viewer.say("publish.history")}), element(Tag::ol, {{Attr::css, "plain log"}}, items)});
}

/// What publishing would change, file by file.
Html pending(const Viewer& viewer, const publishing::PackState& state) {
    const auto count = static_cast<std::int64_t>(state.changes.size());
    Children parts = {element(Tag::h2, {}, {viewer.say("publish.pending", {{"count", count}})})};
    Children files;
    for (const auto& [path, change] : state.changes) {
        if (files.size() == named_files) break;
        const std::string key = "publish.file_" + change;
        files.push_back(element(
            Tag::li, {}, {viewer.words->has(key) ? viewer.say(key) : change, " ", element(Tag::code, {}, {path})}));
    }
    if (!files.empty()) parts.push_back(element(Tag::ul, {{Attr::css, "plain stack"}}, files));
    if (state.changes.size() > named_files)
        parts.push_back(dim(
            {viewer.say("publish.more", {{"count", static_cast<std::int64_t>(state.changes.size() - named_files)}})}));
    return element(Tag::div, {{Attr::css, "card"}}, parts);
}

/// What the pack was, with the way back.
Html versions(const Viewer& viewer, const PublishPage& page) {
    Children items;
    for (const auto& version : page.state->versions) {
        const bool is_here = items.empty() && page.state->changes.empty();
        Html back;
        if (page.may_publish && !is_here)
            back = form(viewer, Path("/publish/restore"),
                        {hidden("nonce", page.nonce + "-" + version.id.substr(0, 8)), hidden("version", version.id),
                         button(viewer.say("publish.back"), Weight::second)});
        const Html when = element(Tag::small, {{Attr::css, "dim"}},
                                  {moment_of(viewer, version.at), " · ", person_words(version.author)});
        items.push_back(element(
            Tag::li, {},
            {element(Tag::div, {{Attr::css, "row"}},
                     {element(Tag::div, {}, {element(Tag::p, {}, {person_words(version.words)}), when}), back})}));
    }
    if (items.empty()) return {};
    return element(Tag::details, {{Attr::css, "card"}},
                   {element(Tag::summary, {}, {viewer.say("publish.versions")}),
                    element(Tag::p, {{Attr::css, "hint"}}, {viewer.say("publish.back_what")}),
                    element(Tag::ol, {{Attr::css, "plain log"}}, items)});
}

Html live_part(const Viewer& viewer, const PublishPage& page) {
    Children parts;
    if (!page.jobs.empty())
        parts.push_back(
            element(Tag::div, {{Attr::css, "card"}}, {newest(viewer, page.jobs.front(), page.may_publish)}));
    Children now = {element(
        Tag::h2, {},
        {page.release ? viewer.say("publish.live", {{"release", *page.release}}) : viewer.say("publish.nothing")})};
    if (page.receipts) now.push_back(confirmed(viewer, *page.receipts));
    parts.push_back(element(Tag::div, {{Attr::css, "card"}}, now));
    if (page.state) parts.push_back(pending(viewer, *page.state));
    parts.push_back(history(viewer, page));
    if (page.state) parts.push_back(versions(viewer, page));
    return element(Tag::div, {{Attr::css, "stack live"}, {Attr::data_live, ""}}, parts);
}

/// The button; or how it is done where the hub has nobody who signs.
Html action(const Viewer& viewer, const PublishPage& page) {
    if (!page.command.empty()) {
        return element(
            Tag::div, {{Attr::css, "card"}},
            {element(Tag::p, {}, {viewer.say("publish.no_signer")}), element(Tag::code, {}, {page.command})});
    }
    if (!page.may_publish) return {};
    const std::int64_t count = page.receipts ? static_cast<std::int64_t>(page.receipts->screens.size()) : 0;
    return form(viewer, Path("/publish"),
                {hidden("nonce", page.nonce), button(viewer.say("publish.button", {{"count", count}})),
                 element(Tag::p, {{Attr::css, "hint"}},
                         {viewer.say("publish.what"), " ", element(Tag::code, {}, {page.pack})})});
}

}  // namespace

std::string publish_page(const Viewer& viewer, const PublishPage& page) {
    Children all = {element(Tag::h1, {}, {viewer.say("publish.title")})};
    all.push_back(action(viewer, page));
    all.push_back(live_part(viewer, page));
    return console::page(viewer, {viewer.say("publish.title"), Section::publish, Liveness::live, joined(all)});
}

}  // namespace console
