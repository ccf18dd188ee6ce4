#include "sync/eye/eye.h"

#include <algorithm>
#include <chrono>

#include "sync/eye/eye_limits.h"
#include "sync/eye/own_cache.h"
#include "sync/eye/verdict.h"

namespace eye {

using content::Code;
using content::Error;
using content::Result;
using content::Steady;
using screens::Why;

Eye::Eye(EyeOptions options)
    : options_(std::move(options)),
      pictures_(options_.folder / "pictures"),
      renderer_(options_.renderer, options_.folder, stop_, [this](const std::string& line) { say(line); }),
      thread_([this] { live(); }) {}

Eye::~Eye() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void Eye::published() {
    const std::lock_guard lock(mutex_);
    has_news_ = true;
    changed_.notify_one();
}

void Eye::look_at(const screens::Screen& screen, std::string settings) {
    const std::lock_guard lock(mutex_);
    if (!looks_.contains(screen.id)) turn_.push_back(screen.id);
    looks_.insert_or_assign(screen.id, Look{screen, std::move(settings)});
    changed_.notify_one();
}

std::vector<Looked> Eye::take_looked() {
    const std::lock_guard lock(mutex_);
    return std::exchange(looked_, {});
}

std::shared_ptr<Eye::Question> Eye::ask_turns(const screens::Screen& screen, const std::string& settings,
                                              content::Instant now) {
    return ask(turns_request(screen, settings, cache_file(options_.folder), now));
}

std::shared_ptr<Eye::Question> Eye::ask(std::string request) {
    const std::lock_guard lock(mutex_);
    if (questions_.size() >= limits::waiting) return nullptr;
    questions_.push_back(std::make_shared<Question>(std::move(request)));
    changed_.notify_one();
    return questions_.back();
}

std::vector<std::string> Eye::take_lines() {
    const std::lock_guard lock(mutex_);
    return std::exchange(lines_, {});
}

Eye::Counts Eye::counts() const {
    const std::lock_guard lock(mutex_);
    return counts_;
}

/// What is published first, then who waits, then what nobody waits for, with rests in between.
void Eye::live() {
    Steady rests_until{0};
    std::unique_lock lock(mutex_);
    while (!stop_) {
        if (turn_.empty() && questions_.empty()) {  // a hub without screens needs no copy of what is published
            changed_.wait(lock);
        } else if (std::exchange(has_news_, false)) {
            lock.unlock();
            bring();
            lock.lock();
        } else if (!questions_.empty()) {
            const auto question = std::move(questions_.front());
            questions_.pop_front();
            lock.unlock();
            answer(*question);
            lock.lock();
        } else if (content::steady_now() >= rests_until) {
            const auto next = looks_.extract(turn_.front());
            turn_.pop_front();
            lock.unlock();
            const Steady begun = content::steady_now();
            look(next.mapped());
            const Steady now = content::steady_now();
            rests_until = now + (now - begun) * limits::rest;
            lock.lock();
        } else {
            changed_.wait_for(lock, rests_until - content::steady_now());
        }
    }
}

void Eye::bring() {
    const auto release = bring_own_cache(options_.depot, options_.folder, options_.now, stop_);
    if (release) release_ = *release;
    const std::string trouble = release || stop_ ? std::string() : release.error().message;
    if (!trouble.empty() && trouble != trouble_) say("its own copy of what is published: " + trouble);
    trouble_ = trouble;
    answers_.clear();
}

void Eye::answer(Question& question) {
    auto drawing = renderer_.ask(question.request_);
    {
        const std::lock_guard lock(mutex_);
        counts_.starts = static_cast<std::uint64_t>(renderer_.starts());
    }
    const std::lock_guard lock(question.mutex_);
    question.answer_ = std::move(drawing);
}

void Eye::look(const Look& look) {
    screens::Picture picture;
    picture.since = picture.checked = options_.now();
    if (const auto why = why_not(look.screen, release_)) {
        if (*why == Why::moving && look.screen.picture) return;  // what was found before stays for a moment
        picture.why = *why;
    } else if (!has_renderer()) {
        picture.why = Why::no_renderer;
    } else {
        const auto drawing = draw(picture_request(look.screen, look.settings, cache_file(options_.folder)));
        if (!drawing && drawing.error().code == Code::unavailable) {
            picture.why = Why::no_renderer;
        } else {
            picture = judge(look.screen, drawing, picture.checked);
        }
    }
    keep_looked(look.screen.id, picture);
}

/// Screens that show the same ask the same.
Result<Drawing> Eye::draw(const std::string& request) {
    const auto known = std::ranges::find(answers_, request, &std::pair<std::string, Drawing>::first);
    if (known != answers_.end() && pictures_.has(known->second.frame)) {
        answers_.splice(answers_.begin(), answers_, known);
        const std::lock_guard lock(mutex_);
        ++counts_.reused;
        return known->second;
    }
    auto drawing = renderer_.ask(request);
    {
        const std::lock_guard lock(mutex_);
        ++(drawing ? counts_.drawn : counts_.failed);
        counts_.starts = static_cast<std::uint64_t>(renderer_.starts());
    }
    if (!drawing) return drawing;
    if (!pictures_.has(drawing->frame)) {
        if (auto kept = pictures_.keep(drawing->frame, drawing->png); !kept) say(kept.error().message);
        pictures_.tidy();
    }
    drawing->png.clear();
    drawing->png.shrink_to_fit();
    answers_.emplace_front(request, *drawing);
    if (answers_.size() > limits::kept_answers) answers_.pop_back();
    return drawing;
}

/// Nobody may be there to take them.
void Eye::say(const std::string& line) {
    const std::lock_guard lock(mutex_);
    if (lines_.size() < limits::lines) lines_.push_back("pictures of screens: " + line);
}

void Eye::keep_looked(std::int64_t screen, const screens::Picture& picture) {
    const std::lock_guard lock(mutex_);
    looked_.push_back({screen, picture});
}

}  // namespace eye
