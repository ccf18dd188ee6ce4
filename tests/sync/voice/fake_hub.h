#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sync/report/device_key.h"
#include "sync/report/hub_answer.h"
#include "sync/report/screen_report.h"
#include "sync/transport/post.h"

/// A hub in memory that behaves as a hub does: checks signatures, wants rising numbers, lets screens in by tickets.
namespace fake_hub {

class Hub final : public syncing::Poster {
public:
    explicit Hub(syncing::Environment& environment) : environment_(environment) {}

    [[nodiscard]] std::unique_ptr<syncing::PendingPost> begin(const std::string& json) override {
        begun.push_back(environment_.steady_now());
        ++open_;
        most_open = std::max(most_open, open_);
        return std::make_unique<Exchange>(*this, json);
    }
    [[nodiscard]] const std::string& address() const override { return address_; }

    [[nodiscard]] bool is_chosen() const override { return !is_found; }

    /// What a post of these bytes leads to.
    [[nodiscard]] syncing::Result<syncing::PostAnswer> answer(const std::string& json) {
        if (is_away) return syncing::Error{syncing::Code::unavailable, "connection refused"};
        if (says) return *says;
        const auto read = report::read_report(json);
        if (!read) return refusal(read.error().code == syncing::Code::untrusted ? 401 : 400, "bad-report");
        const auto& report = read->report;
        auto& last = sequences[read->screen];
        if (report.sequence <= last) return refusal(409, "replayed-sequence");
        if (!is_enrolled && (ticket.empty() || report.ticket != ticket))
            return refusal(403, report.ticket.empty() ? "unknown-screen" : "wrong-ticket");
        is_enrolled = true;
        last = report.sequence;
        received.push_back(report);
        ::report::HubAnswer words;
        words.standing = name.empty() ? ::report::Standing::waiting : ::report::Standing::named;
        words.name = name;
        if (name.empty()) words.nonce = std::string(32, 'a');
        words.code = "https://hub.example.org/s/ABCDEF";
        words.received = report.sequence;
        words.interval_s = interval_s;
        words.pixels = pixels;
        return syncing::PostAnswer{200, to_json(words)};
    }

    bool is_away = false;
    bool is_found = false;  ///< nobody has named it
    bool is_enrolled = true;
    std::string ticket;
    std::string name;
    std::string pixels;  ///< the picture that it wishes
    std::int64_t interval_s = 30;
    syncing::milliseconds delay{0};                  ///< of each answer
    std::optional<syncing::PostAnswer> says{};       ///< whatever comes
    std::vector<syncing::Steady> begun{};            ///< when posts went out
    std::vector<::report::ScreenReport> received{};  ///< and were accepted
    std::map<std::string, std::int64_t> sequences{};
    int most_open = 0;

private:
    class Exchange final : public syncing::PendingPost {
    public:
        Exchange(Hub& hub, std::string json)
            : hub_(hub), json_(std::move(json)), done_at_(hub.environment_.steady_now() + hub.delay) {}
        ~Exchange() override { --hub_.open_; }
        [[nodiscard]] bool go_on() override { return hub_.environment_.steady_now() >= done_at_; }
        [[nodiscard]] syncing::Result<syncing::PostAnswer> take() override { return hub_.answer(json_); }

    private:
        Hub& hub_;
        std::string json_;
        syncing::Steady done_at_;
    };

    static syncing::PostAnswer refusal(long status, const std::string& code) {
        return {status, to_json(::report::Refusal{code, "refused: " + code})};
    }

    syncing::Environment& environment_;
    std::string address_ = "https://hub.example.org/api/report";
    int open_ = 0;
};

}  // namespace fake_hub
