#include "sync/agent/mirror_round.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>

namespace syncing {
namespace {

constexpr milliseconds patience{4'000};       // for a mirror, after another one has answered
constexpr milliseconds less_patience{1'000};  // for one that failed the last time
constexpr milliseconds round_wait{10};

bool was_good(const std::vector<MirrorState>& last, const std::string& base) {
    const auto found = std::ranges::find(last, base, &MirrorState::base);
    return found == last.end() || found->is_good;
}

}  // namespace

MirrorRound::MirrorRound(const std::vector<Transport*>& mirrors, const std::vector<MirrorState>& last,
                         const content::tuf::TrustedStore& stored,
                         const std::function<std::string(const std::string&)>& known_etag, bool is_announced,
                         Environment& environment)
    : environment_(environment) {
    for (Transport* mirror : mirrors) {
        Question question;
        question.transport = mirror;
        question.source = std::make_unique<MirrorSource>(*mirror, stored);
        question.was_good = was_good(last, mirror->base());
        question.state.base = mirror->base();
        questions_.push_back(std::move(question));
    }
    std::stable_partition(questions_.begin(), questions_.end(), std::mem_fn(&Question::was_good));
    for (Question& question : questions_) {
        question.transport->set_hasty(questions_.size() > 1);
        question.source->begin(known_etag(question.state.base), is_announced && &question == &questions_.front());
    }
    wait();
    for (Question& question : questions_)
        open(question);
}

MirrorRound::~MirrorRound() {
    for (Question& question : questions_)
        question.transport->set_hasty(false);
}

void MirrorRound::wait() {
    std::optional<milliseconds> answered_at;
    std::vector<bool> has_ended(questions_.size());
    while (!environment_.is_stopping()) {
        bool is_waited_for = false;
        bool is_last_chance = true;
        milliseconds limit = questions_.size() == 1 ? milliseconds(250) : round_wait;
        for (std::size_t i = 0; i < questions_.size(); ++i) {
            if (has_ended[i]) continue;
            has_ended[i] = questions_[i].source->go_on(limit);
            limit = milliseconds(0);  // only one is waited for, the others are looked at
            if (has_ended[i]) answered_at = answered_at.value_or(environment_.steady_now());
            is_waited_for = is_waited_for || !has_ended[i];
            is_last_chance = is_last_chance && (has_ended[i] || !questions_[i].was_good);
        }
        if (!is_waited_for) return;
        const milliseconds most = is_last_chance ? less_patience : patience;
        if (answered_at && environment_.steady_now() - *answered_at > most) return;
    }
}

void MirrorRound::open(Question& question) {
    const auto opened = question.source->open();
    question.has_answered = opened.has_value();
    if (!opened) fail(question, opened.error());
}

std::vector<MirrorRound::Question*> MirrorRound::answers() {
    std::vector<Question*> answers;
    for (Question& question : questions_) {
        if (question.has_answered) answers.push_back(&question);
    }
    std::ranges::stable_sort(answers, std::greater(),
                             [](const Question* question) { return question->source->claimed(); });
    return answers;
}

void MirrorRound::fail(Question& question, const Error& error) {
    question.has_answered = false;
    question.state.is_good = false;
    question.state.said = error.message;
    if (!has_failed_ || failure_.code == Code::unavailable) failure_ = error;
    has_failed_ = true;
}

void MirrorRound::accept(const Question& winner) {
    const std::int64_t version = winner.source->claimed();
    for (Question& question : questions_) {
        if (!question.has_answered) continue;
        const std::int64_t claimed = question.source->claimed();
        question.state.is_good = claimed == version;
        question.state.said = claimed == version ? fmt::format("timestamp {}", claimed)
                                                 : fmt::format("timestamp {}, behind {}", claimed, version);
    }
}

MirrorRound::Question* MirrorRound::patient() {
    if (questions_.size() < 2 || failure_.code != Code::unavailable || environment_.is_stopping()) return nullptr;
    Question& question = questions_.front();
    question.transport->set_hasty(false);
    question.source->begin({}, false);
    while (!environment_.is_stopping() && !question.source->go_on(milliseconds(250))) {
    }
    open(question);
    return question.has_answered ? &question : nullptr;
}

std::vector<MirrorState> MirrorRound::states() const {
    std::vector<MirrorState> states;
    for (const Question& question : questions_)
        states.push_back(question.state);
    std::stable_partition(states.begin(), states.end(), std::mem_fn(&MirrorState::is_good));
    return states;
}

std::vector<Transport*> MirrorRound::ranked(const Question& winner) const {
    std::vector<Transport*> ranked = {winner.transport};
    for (const bool is_good : {true, false}) {
        for (const Question& question : questions_) {
            if (&question != &winner && question.state.is_good == is_good) ranked.push_back(question.transport);
        }
    }
    return ranked;
}

}  // namespace syncing
