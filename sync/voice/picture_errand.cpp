#include "sync/voice/picture_errand.h"

#include <fmt/format.h>

#include "content/screen/glass_picture.h"
#include "sync/report/hub_answer.h"
#include "sync/report/screen_picture.h"

namespace syncing {
namespace {

constexpr milliseconds display_patience{60'000};  // a display at rest looks once a minute, and is woken before
constexpr milliseconds errand_look{200};
constexpr milliseconds errand_step{25};

}  // namespace

void PictureErrand::go_on(const std::string& wish) {
    if (pending_) {
        if (!pending_->go_on()) return;
        const auto answer = pending_->take();
        pending_.reset();
        if (!answer) {
            news_.push_back(answer.error().in("a picture for the hub").message);
        } else if (answer->status != 200) {
            const auto refusal = report::read_refusal(answer->bytes);
            news_.push_back(fmt::format("a picture for the hub: HTTP {}{}", answer->status,
                                        refusal ? ", " + refusal->message : std::string()));
        }
        end();
    }
    if (!wish.empty() && wish != wish_) begin(wish);
    if (is_waiting_) look_for_answer();
}

void PictureErrand::begin(const std::string& wish) {
    wish_ = wish;
    const auto saved = content::save_picture_wish(parts_.cache, wish);
    if (!saved) return news_.push_back(saved.error().in("a picture for the hub").message);
    is_waiting_ = true;
    until_ = parts_.environment.steady_now() + display_patience;
}

void PictureErrand::look_for_answer() {
    const auto picture = content::load_glass_picture(parts_.display);
    if (picture && picture->wish == wish_) {
        is_waiting_ = false;
        pending_ = parts_.hub.begin(report::sign_picture(*picture, parts_.key));
        static_cast<void>(pending_->go_on());
    } else if (parts_.environment.steady_now() >= until_) {
        news_.emplace_back("a picture for the hub: the display takes none");
        end();
    }
}

void PictureErrand::end() {
    is_waiting_ = false;
    content::forget_glass_picture(parts_.cache, parts_.display);
}

milliseconds PictureErrand::time_to_next() const {
    if (pending_) return errand_step;
    return is_waiting_ ? errand_look : milliseconds::max();
}

}  // namespace syncing
