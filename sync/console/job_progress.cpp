#include "sync/console/job_progress.h"

#include <algorithm>

#include "sync/console/forms.h"

namespace console {
namespace {

using publishing::Job;
using publishing::State;

constexpr std::size_t named_screens = 8;  // that have not confirmed; more of them are the fleet page's

Html faint(const Children& words) {
    return element(Tag::p, {{Attr::css, "dim"}}, words);
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

}  // namespace

Html confirmations(const Viewer& viewer, const screens::ReleaseReceipts& receipts) {
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
        parts.push_back(faint({viewer.say("publish.missing")}));
        parts.push_back(element(Tag::ul, {}, missing));
    }
    return joined(parts);
}

std::string job_words(const Viewer& viewer, const Job& job) {
    if (job.kind == publishing::Kind::restore && job.state == State::published) return viewer.say("publish.restored");
    const Arguments arguments = {{"release", job.release}};
    if (job.state == State::waiting) return viewer.say(job.tries == 0 ? "publish.begun" : "publish.waiting");
    return viewer.say("publish." + std::string(content::name_of(publishing::state_names, job.state)), arguments);
}

Html job_progress(const Viewer& viewer, const Job& job, bool may_withdraw) {
    if (job.state == State::refused) return joined({note(Tone::wrong, {job_words(viewer, job)}), said_lines(job.said)});
    if (job.state != State::waiting) return note(Tone::good, {job_words(viewer, job)});
    Children parts = {note(Tone::care, {job_words(viewer, job)})};
    if (job.tries > 0) {
        parts.push_back(said_lines(job.said));
        parts.push_back(faint({viewer.say("publish.next"), " ", moment_of(viewer, job.next)}));
    }
    if (may_withdraw && job.tries > 0)
        parts.push_back(
            form(viewer, Path("/publish/withdraw"),
                 {hidden("job", std::to_string(job.id)), button(viewer.say("publish.withdraw"), Weight::second)}));
    return joined(parts);
}

Html spread(const Viewer& viewer, const Spread& of) {
    if (!of.job) return {};
    Html all = job_progress(viewer, *of.job, of.may_withdraw);
    if (of.receipts && of.job->ended) all += confirmations(viewer, *of.receipts);
    return element(Tag::div, {{Attr::css, "card"}}, {all});
}

}  // namespace console
