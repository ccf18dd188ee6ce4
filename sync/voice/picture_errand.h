#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "content/depot/keys.h"
#include "sync/transport/environment.h"
#include "sync/transport/post.h"

namespace syncing {

/// Brings a hub the picture of the glass that its staff wish: asks the display, waits for its answer, posts it, once. A
/// display that does not answer, or a hub that does not take it, ends the errand; a new wish begins another.
class PictureErrand {
public:
    struct Parts {
        Poster& hub;                     ///< where pictures go
        const content::SigningKey& key;  ///< the screen's
        Environment& environment;
        std::filesystem::path cache{};    ///< beside it the display looks for the wish
        std::filesystem::path display{};  ///< its folder of --state, where the answer will be
    };
    explicit PictureErrand(Parts parts) : parts_(std::move(parts)) {}
    ~PictureErrand() { end(); }
    PictureErrand(const PictureErrand&) = delete;
    PictureErrand& operator=(const PictureErrand&) = delete;

    /// Goes on without waiting. `wish`: what the hub wishes now; empty: nothing.
    void go_on(const std::string& wish);
    /// How long go_on() can wait; milliseconds::max() while there is nothing to do.
    [[nodiscard]] milliseconds time_to_next() const;
    /// Sentences for the log since the last call.
    [[nodiscard]] std::vector<std::string> take_news() { return std::exchange(news_, {}); }

private:
    void begin(const std::string& wish);
    void look_for_answer();
    void end();

    Parts parts_;
    std::string wish_{};  ///< the last one, answered or not
    bool is_waiting_ = false;
    Steady until_{};
    std::unique_ptr<PendingPost> pending_{};
    std::vector<std::string> news_{};
};

}  // namespace syncing
