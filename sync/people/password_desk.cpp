#include "sync/people/password_desk.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "sync/people/password.h"

namespace people {
namespace {

/// One answer, from the desk's thread to whoever asked.
template <class T>
class Slot {
public:
    void put(T value) {
        const std::scoped_lock lock(mutex_);
        value_.emplace(std::move(value));
    }
    [[nodiscard]] std::optional<T> get() const {
        const std::scoped_lock lock(mutex_);
        return value_;
    }

private:
    mutable std::mutex mutex_{};
    std::optional<T> value_{};
};

}  // namespace

struct PasswordDesk::State {
    std::mutex mutex{};
    std::condition_variable has_work{};
    std::deque<std::function<void()>> jobs{};
    bool is_stopping = false;
    std::thread thread{};

    void work();
};

void PasswordDesk::State::work() {
    for (;;) {
        std::function<void()> job;
        {
            std::unique_lock lock(mutex);
            has_work.wait(lock, [&] { return is_stopping || !jobs.empty(); });
            if (is_stopping) return;
            job = std::move(jobs.front());
            jobs.pop_front();
        }
        job();
    }
}

PasswordDesk::PasswordDesk() : state_(std::make_unique<State>()) {
    state_->thread = std::thread([state = state_.get()] { state->work(); });
}

PasswordDesk::~PasswordDesk() {
    {
        const std::scoped_lock lock(state_->mutex);
        state_->is_stopping = true;
    }
    state_->has_work.notify_all();
    state_->thread.join();
}

bool PasswordDesk::queue(std::function<void()> job) {
    {
        const std::scoped_lock lock(state_->mutex);
        if (state_->jobs.size() >= max_waiting_passwords) return false;
        state_->jobs.push_back(std::move(job));
    }
    state_->has_work.notify_one();
    return true;
}

std::optional<PasswordDesk::IsRight> PasswordDesk::compare(std::string password, std::string hash) {
    auto slot = std::make_shared<Slot<bool>>();
    auto job = [slot, password = std::move(password), hash = std::move(hash)] {
        slot->put(is_password(password, hash));
    };
    if (!queue(std::move(job))) return std::nullopt;
    return [slot] { return slot->get(); };
}

std::optional<PasswordDesk::NewHash> PasswordDesk::hash(std::string password) {
    auto slot = std::make_shared<Slot<content::Result<std::string>>>();
    if (!queue([slot, password = std::move(password)] { slot->put(hash_of_password(password)); })) return std::nullopt;
    return [slot] { return slot->get(); };
}

}  // namespace people
