#include "sync/voice/reporter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "content/base/limits.h"
#include "content/base/printable.h"
#include "content/base/text.h"
#include "sync/report/device_key.h"

namespace syncing {
namespace {

using content::Enrolment;
using content::EnrolmentState;

static_assert(content::limits::report_answer == report::max_answer);

constexpr milliseconds usual_interval{30'000};  // until a hub wants another
constexpr milliseconds shortest_pause{1'000};   // between two reports, whatever changes
constexpr milliseconds first_retry{2'000};
constexpr milliseconds longest_retry{120'000};
constexpr milliseconds stranger_interval{20'000};   // somebody may be about to let it in
constexpr milliseconds quarrel_interval{600'000};   // what a hub refuses now it will refuse in a minute, too
constexpr milliseconds no_hub_interval{3'600'000};  // a plain web server may become a hub
constexpr milliseconds under_way{25};               // between two looks at a report that is on its way
constexpr milliseconds longest_wait{60'000};
constexpr std::size_t max_trouble = 400;  // bytes, which staff read

constexpr std::string_view reports_at = "api/report";

/// What a web server says that has no hub behind it: not found, no posts here, gone, never heard of.
bool is_no_hub(long status) {
    return status == 404 || status == 405 || status == 410 || status == 501;
}

bool is_stranger(std::string_view code) {
    static constexpr std::array stranger_codes = {"unknown-screen", "wrong-ticket", "spent-ticket", "expired-ticket"};
    return std::ranges::find(stranger_codes, code) != stranger_codes.end();
}

EnrolmentState state_of(report::Standing standing) {
    switch (standing) {
        case report::Standing::waiting: return EnrolmentState::waiting;
        case report::Standing::named: return EnrolmentState::named;
        case report::Standing::revoked: return EnrolmentState::revoked;
    }
    return EnrolmentState::waiting;
}

bool needs_ticket(EnrolmentState state) {
    return state == EnrolmentState::unheard || state == EnrolmentState::stranger;
}

/// Three quarters of it to five quarters, so that screens which began together do not go on together.
milliseconds about(milliseconds time, double chance) {
    return milliseconds(static_cast<milliseconds::rep>(static_cast<double>(time.count()) * (0.75 + chance / 2)));
}

}  // namespace

std::string hub_of_address(const std::string& address) {
    return address.ends_with(reports_at) ? address.substr(0, address.size() - reports_at.size()) : address;
}

std::string pictures_address(const std::string& address) {
    return address.ends_with(reports_at) ? hub_of_address(address) + "api/pixels" : std::string();
}

Reporter::Reporter(ReporterParts parts, Enrolment known)
    : parts_(std::move(parts)),
      enrolment_(std::move(known)),
      interval_(usual_interval),
      backoff_(first_retry, longest_retry) {
    const std::string hub = hub_of_address(parts_.hub.address());
    if (hub.empty()) return;                     // not found yet; it may be the same
    if (enrolment_.hub != hub) enrolment_ = {};  // another hub does not know what that one said
    enrolment_.hub = hub;
}

void Reporter::go_on() {
    if (pending_) {
        if (!pending_->go_on()) return;
        const auto answer = pending_->take();
        pending_.reset();
        end(answer);
    }
    const Steady now = parts_.environment.steady_now();
    const bool is_due = now >= next_ || (is_wished_ && now >= begun_ + shortest_pause);
    if (is_due && now >= not_before_) begin();
}

milliseconds Reporter::time_to_next() const {
    if (pending_) return under_way;
    const Steady now = parts_.environment.steady_now();
    const Steady due = std::max(not_before_, is_wished_ ? std::min(next_, begun_ + shortest_pause) : next_);
    return std::clamp(due - now, milliseconds(0), longest_wait);
}

void Reporter::begin() {
    begun_ = parts_.environment.steady_now();
    next_ = begun_ + about(interval_, parts_.environment.random());
    is_wished_ = false;
    report::ScreenReport report = parts_.facts();
    report.sequence = sequence_ = parts_.sequence.next();
    told_ = parts_.plays.untold();
    report.first_seen = told_.first_seen;
    report.played = told_.played;
    report.touches = touches_told_ = parts_.touches.untold();
    if (needs_ticket(enrolment_.state) && parts_.hub.is_chosen()) report.ticket = parts_.ticket();
    pending_ = parts_.hub.begin(report::sign_report(report, parts_.key));
    static_cast<void>(pending_->go_on());
}

void Reporter::end(const Result<PostAnswer>& answer) {
    if (!answer) return fail(answer.error().message);
    if (answer->status != 200) return refuse(*answer);
    const auto read = report::read_answer(answer->bytes);
    if (!read) return fail(fmt::format("{}: {}", parts_.hub.address(), read.error().message));
    accept(*read);
}

void Reporter::accept(const report::HubAnswer& answer) {
    backoff_.reset();
    not_before_ = {};
    was_replayed_ = false;
    interval_ = std::chrono::seconds(answer.interval_s);
    ++received_;
    if (answer.received == sequence_) {
        parts_.plays.received(told_);
        parts_.touches.received(touches_told_);
    }
    const bool may_see = parts_.hub.is_chosen() && answer.standing == report::Standing::named;
    picture_wish_ = may_see ? answer.pixels : std::string();
    Enrolment now;
    now.state = state_of(answer.standing);
    now.name = answer.name;
    now.place = answer.place;
    if (!answer.nonce.empty()) now.words = report::two_words(answer.nonce, report::screen_of(parts_.key));
    now.code = answer.code;
    now.hub = hub_of_address(parts_.hub.address());
    said_.clear();
    if (now.state != enrolment_.state || now.name != enrolment_.name) {
        news_.push_back(fmt::format("{}: this screen is {}{}{}", now.hub,
                                    content::name_of(content::enrolment_names, now.state), now.name.empty() ? "" : ", ",
                                    now.name));
    }
    enrolment_ = std::move(now);
    // As much as one report holds: more may wait, and need not for half a minute.
    const bool is_full = told_.first_seen.size() == report::max_sightings ||
                         told_.played.size() == report::max_played || touches_told_.size() == report::max_touch_hours;
    if (is_full && answer.received == sequence_) is_wished_ = true;
}

void Reporter::refuse(const PostAnswer& answer) {
    ++failed_;
    const auto refusal = report::read_refusal(answer.bytes);
    const std::string code = refusal ? refusal->code : std::string();
    std::string told = refusal ? refusal->message : std::string();
    // A stranger in this network writes nothing of its own onto the screen.
    if (!parts_.hub.is_chosen()) told = is_stranger(code) ? code : std::string();
    const std::string words =
        fmt::format("{}: HTTP {}{}{}", parts_.hub.address(), answer.status, told.empty() ? "" : ", ", told);
    if (is_no_hub(answer.status)) {
        ask_again_in(no_hub_interval);
        return say(words + "; no hub is there, asking again in an hour");
    }
    if (answer.status == 409 && code == "replayed-sequence") {
        parts_.sequence.leap();
        try_again();
        // Once is no trouble: a stick has taken a report along.
        if (std::exchange(was_replayed_, true)) say(words);
        return;
    }
    if (answer.status == 403 && is_stranger(code)) {
        stand(EnrolmentState::stranger);
        ask_again_in(stranger_interval);
        return say(words);
    }
    if (answer.status == 403 && code == "revoked") {
        stand(EnrolmentState::revoked);
        ask_again_in(quarrel_interval);
        return say(words);
    }
    if (answer.status >= 500 || answer.status == 429 || answer.status == 408) return fail(words);
    // What it cannot read would be sent for ever.
    if (answer.status == 400 || answer.status == 413) {
        parts_.plays.received(told_);
        parts_.touches.received(touches_told_);
    }
    ask_again_in(quarrel_interval);
    say(words);
}

/// Without a name.
void Reporter::stand(EnrolmentState state) {
    enrolment_ = {};
    enrolment_.state = state;
    enrolment_.hub = hub_of_address(parts_.hub.address());
}

/// The hub is away, or in trouble.
void Reporter::fail(const std::string& why) {
    ++failed_;
    try_again();
    say(why);
}

/// What was to be told was not. The hub is asked less and less often, and by chance at another time than by others.
void Reporter::try_again() {
    is_wished_ = true;
    not_before_ =
        parts_.environment.steady_now() + std::max(shortest_pause, backoff_.next(parts_.environment.random()));
}

void Reporter::ask_again_in(milliseconds time) {
    not_before_ = next_ = parts_.environment.steady_now() + about(time, parts_.environment.random());
}

/// Once, until something else is the matter. `words` may hold what a stranger wrote.
void Reporter::say(std::string words) {
    words = content::printable(words);
    if (words.size() > max_trouble) words.resize(content::character_begin(words, max_trouble));
    enrolment_.trouble = words;
    if (said_ != words) news_.push_back(words);
    said_ = std::move(words);
}

}  // namespace syncing
