#include "sync/console/publish_page.h"

#include <algorithm>

#include "sync/console/forms.h"
#include "sync/console/job_progress.h"
#include "sync/console/page.h"

namespace console {
namespace {

using publishing::Job;
using publishing::State;

constexpr std::size_t named_files = 12;

Html dim(const Children& words) {
    return element(Tag::p, {{Attr::css, "dim"}}, words);
}

/// Of a request that is over and not the newest.
std::string past_words(const Viewer& viewer, const Job& job) {
    return job.state == State::refused ? viewer.say("publish.was_refused") : job_words(viewer, job);
}

Html asker_words(const Viewer& viewer, const PublishPage& page, const Job& job) {
    if (const auto named = page.names.find(job.account); named != page.names.end()) return person_words(named->second);
    const std::string program = program_words(*viewer.words, job.account);
    return program.empty() ? Html(viewer.say("publish.machine")) : person_words(program);
}

Html history(const Viewer& viewer, const PublishPage& page) {
    Children items;
    for (const Job& job : page.jobs) {
        if (&job == &page.jobs.front() || !job.ended) continue;
        const Html who = asker_words(viewer, page, job);
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
            element(Tag::div, {{Attr::css, "card"}}, {job_progress(viewer, page.jobs.front(), page.may_publish)}));
    Children now = {element(
        Tag::h2, {},
        {page.release ? viewer.say("publish.live", {{"release", *page.release}}) : viewer.say("publish.nothing")})};
    if (page.receipts) now.push_back(confirmations(viewer, *page.receipts));
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
