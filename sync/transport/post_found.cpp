#include <utility>

#include "sync/transport/hub_search.h"
#include "sync/transport/post.h"

namespace syncing {
namespace {

constexpr milliseconds patience{3'000};  // RFC 6762 has answers within half a second, and repeats nothing
constexpr std::string_view report_path = "api/report";

/// Looks for a hub when there is something to tell, and keeps the one that it found until it fails.
class FindingPoster final : public Poster {
public:
    FindingPoster(HttpOptions options, Environment& environment, Search search)
        : options_(std::move(options)), environment_(environment), search_(std::move(search)) {}

    [[nodiscard]] std::unique_ptr<PendingPost> begin(const std::string& json) override;
    [[nodiscard]] const std::string& address() const override { return hub_ ? hub_->address() : nowhere_; }
    [[nodiscard]] bool is_chosen() const override { return false; }

private:
    class Found;

    HttpOptions options_;
    Environment& environment_;
    Search search_;
    std::unique_ptr<Poster> hub_{};  ///< null: none was found, or it failed
    std::string nowhere_{};
};

class FindingPoster::Found final : public PendingPost {
public:
    Found(FindingPoster& finder, std::string json)
        : finder_(finder), json_(std::move(json)), until_(finder.environment_.steady_now() + patience) {
        if (finder_.hub_) {
            post_ = finder_.hub_->begin(json_);
            return;
        }
        const auto number = static_cast<std::uint16_t>(finder_.environment_.random() * 65'535);
        look_ = finder_.search_(number);
    }

    [[nodiscard]] bool go_on() override {
        if (!post_ && look_) {
            if (const auto address = look_()) open(*address);
        }
        if (post_) return post_->go_on();
        return !look_ || finder_.environment_.steady_now() >= until_;
    }
    [[nodiscard]] Result<PostAnswer> take() override {
        if (!post_)
            return Error{Code::unavailable, "no hub answers in this network (" + std::string(hub_service) + ")"};
        auto answer = post_->take();
        post_.reset();  // before the one that made it goes
        if (!answer) finder_.hub_.reset();
        return answer;
    }

private:
    void open(const std::string& address) {
        auto opened = open_poster(address + std::string(report_path), finder_.options_, finder_.environment_);
        if (!opened) return;
        finder_.hub_ = std::move(*opened);
        post_ = finder_.hub_->begin(json_);
    }

    FindingPoster& finder_;
    std::string json_;
    Steady until_;
    Look look_{};
    std::unique_ptr<PendingPost> post_{};
};

std::unique_ptr<PendingPost> FindingPoster::begin(const std::string& json) {
    return std::make_unique<Found>(*this, json);
}

}  // namespace

std::unique_ptr<Poster> open_found_poster(const HttpOptions& options, Environment& environment, Search search) {
    return std::make_unique<FindingPoster>(options, environment, std::move(search));
}

Search search_of_network() {
    return [](std::uint16_t number) -> Look {
        auto search = HubSearch::ask(number);
        if (!search) return {};
        const auto kept = std::make_shared<HubSearch>(std::move(*search));
        return [kept] { return kept->look(); };
    };
}

}  // namespace syncing
