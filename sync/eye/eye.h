#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "content/base/result.h"
#include "content/base/steady.h"
#include "content/base/time.h"
#include "sync/eye/drawing.h"
#include "sync/eye/picture_folder.h"
#include "sync/eye/renderer.h"
#include "sync/screens/screen.h"

namespace eye {

struct EyeOptions {
    std::filesystem::path depot;     ///< what the hub serves
    std::filesystem::path folder;    ///< the eye's own: a cache, what it trusts, pictures
    std::filesystem::path renderer;  ///< program or socket; empty: there is none
    std::function<content::Instant()> now{};
};

/// What was found of one screen.
struct Looked {
    std::int64_t screen = 0;
    screens::Picture picture{};
};

/// The hub's eye: draws what is on each screen's glass, and compares. All that takes time is done in a thread of its
/// own, one thing after the other: bringing what is published into a cache, and asking the renderer, which is a program
/// of its own. (A picture takes 100 ms and more, a release seconds; the hub's thread answers within milliseconds.)
/// Questions of people go first; of each screen only the newest report is looked at, when there is time. All functions
/// are for the hub's thread.
class Eye {
public:
    explicit Eye(EyeOptions options);
    ~Eye();
    Eye(const Eye&) = delete;
    Eye& operator=(const Eye&) = delete;

    /// Something was published.
    void published();
    /// The newest report of a screen; `settings` are those of its profile. What was asked of it before is forgotten.
    void look_at(const screens::Screen& screen, std::string settings);
    /// What was found since the last call.
    [[nodiscard]] std::vector<Looked> take_looked();

    /// For the journal.
    [[nodiscard]] std::vector<std::string> take_lines();

    /// What comes next on a screen; the answer comes later. Empty: too many ask.
    class Question;
    [[nodiscard]] std::shared_ptr<Question> ask_turns(const screens::Screen& screen, const std::string& settings,
                                                      content::Instant now);

    /// The same for any line; see drawing.h.
    [[nodiscard]] std::shared_ptr<Question> ask(std::string request);

    [[nodiscard]] const PictureFolder& pictures() const { return pictures_; }
    [[nodiscard]] bool has_renderer() const { return !options_.renderer.empty(); }

    struct Counts {
        std::uint64_t drawn = 0;   ///< by the renderer
        std::uint64_t reused = 0;  ///< answered by one that was drawn for another screen
        std::uint64_t failed = 0;
        std::uint64_t starts = 0;  ///< of renderers
    };
    [[nodiscard]] Counts counts() const;

private:
    struct Look {
        screens::Screen screen;
        std::string settings;
    };
    void live();
    void bring();
    void answer(Question& question);
    void look(const Look& look);
    [[nodiscard]] content::Result<Drawing> draw(const std::string& request);
    void say(const std::string& line);
    void keep_looked(std::int64_t screen, const screens::Picture& picture);

    EyeOptions options_;
    PictureFolder pictures_;
    std::atomic<bool> stop_{false};

    // Of the thread only.
    Renderer renderer_;
    std::int64_t release_ = 0;                            ///< in the cache
    std::string trouble_;                                 ///< with bringing it, said once
    std::list<std::pair<std::string, Drawing>> answers_;  ///< by request, the newest first, without their pictures

    mutable std::mutex mutex_;  ///< guards everything below
    std::condition_variable changed_;
    bool has_news_ = true;
    std::map<std::int64_t, Look> looks_;  ///< by screen
    std::deque<std::int64_t> turn_;       ///< in which order
    std::deque<std::shared_ptr<Question>> questions_;
    std::vector<Looked> looked_;
    std::vector<std::string> lines_;
    Counts counts_;

    std::thread thread_;
};

/// A question of somebody who waits.
class Eye::Question {
public:
    explicit Question(std::string request) : request_(std::move(request)) {}
    /// Nothing: not yet. Code::unavailable: there is no renderer now.
    [[nodiscard]] std::optional<content::Result<Drawing>> answer() const {
        const std::lock_guard lock(mutex_);
        return answer_;
    }

private:
    friend class Eye;
    std::string request_;
    mutable std::mutex mutex_;
    std::optional<content::Result<Drawing>> answer_{};
};

}  // namespace eye
