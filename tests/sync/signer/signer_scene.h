#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "content/depot/signer_words.h"
#include "content/depot/signers.h"
#include "sync/signer/signer_service.h"
#include "tests/content/depot/delegated_scene.h"

/// A delegated depot whose online key (number 20) only a signer has, and its publisher.
namespace signer_test {

using delegated::DelegatedScene;
using simulator::day;
using simulator::key;

inline const signer::Peer& publisher() {
    static const signer::Peer peer{1000, {1000}, 4711};
    return peer;
}

inline signer::Policy policy() {
    auto read = signer::read_policy("users = [\"1000\"]\nper_minute = 600\n", "signer.toml");
    REQUIRE(read);
    return *read;
}

/// A publisher's side of a signer in the same process: its words are written and read as on a socket.
class SignerInProcess final : public content::Signer {
public:
    SignerInProcess(signer::SignerService& service, int on_day, std::vector<content::Approval> approvals)
        : service_(service), now_(day(on_day)), approvals_(std::move(approvals)) {
        status_ = std::get<content::SignerStatus>(ask(content::StatusRequest()));
    }

    [[nodiscard]] std::set<std::string> keyids(const std::string& role) const override {
        return status_.keyids_for(role);
    }
    [[nodiscard]] std::int64_t last_version(const std::string& role) const override {
        return status_.last_version(role);
    }
    /// A refusal's code is the message.
    [[nodiscard]] content::Result<std::vector<content::tuf::Signature>> sign(
        const std::string& role, const content::JsonValue& part, const std::set<std::string>& keyids) const override {
        static_cast<void>(keyids);
        auto answer = ask(content::SigningRequest{role, part, approvals_});
        if (const auto* refusal = std::get_if<content::SignerRefusal>(&answer)) {
            return content::Error{content::Code::bad_input,
                                  std::string(name_of(content::refusal_names, refusal->code))};
        }
        return std::get<std::vector<content::tuf::Signature>>(answer);
    }

private:
    [[nodiscard]] content::SignerAnswer ask(const content::SignerRequest& request) const {
        const auto answer = content::read_answer(service_.answer(publisher(), to_line(request), now_, {}));
        REQUIRE(answer);
        return *answer;
    }

    signer::SignerService& service_;
    content::Instant now_;
    std::vector<content::Approval> approvals_;
    content::SignerStatus status_;
};

struct SignerScene : DelegatedScene {
    std::unique_ptr<signer::SignerService> service{};

    explicit SignerScene(const signer::Policy& rules = policy()) {
        REQUIRE(start_delegated());
        start(rules);
    }
    /// Again, with nothing but its log.
    void start(const signer::Policy& rules = policy()) {
        service.reset();
        auto opened = open(rules);
        REQUIRE(opened);
        service = std::move(*opened);
    }
    [[nodiscard]] content::Result<std::unique_ptr<signer::SignerService>> open(const signer::Policy& rules) const {
        return signer::SignerService::open({depot, log(), rules, {key(20)}}, day(0));
    }
    [[nodiscard]] delegated::fs::path log() const { return folder / "signer.log"; }
    [[nodiscard]] std::string log_text() const { return content::read_file(log(), std::size_t{1} << 24U).value(); }

    /// As short as the policy wants.
    [[nodiscard]] static content::Lifetimes lifetimes() { return policy().lifetimes; }
    [[nodiscard]] content::Signers signers(int on_day = 0, std::vector<content::Approval> approvals = {}) const {
        return {std::make_shared<const SignerInProcess>(*service, on_day, std::move(approvals))};
    }
    content::Result<content::Publication> publish_by_signer(int stories, int photos, int on_day = 0,
                                                            std::vector<content::Approval> approvals = {}) {
        return publish(stories, photos, signers(on_day, std::move(approvals)), on_day, lifetimes());
    }

    /// What the signer says to one "signed": "" when it signs, else the code.
    [[nodiscard]] std::string asked(const std::string& role, const content::JsonValue& part, int on_day = 0,
                                    content::Steady steady = {}) const {
        const auto line = to_line(content::SignerRequest(content::SigningRequest{role, part, {}}));
        const auto answer = content::read_answer(service->answer(publisher(), line, day(on_day), steady));
        REQUIRE(answer);
        const auto* refusal = std::get_if<content::SignerRefusal>(&*answer);
        return refusal == nullptr ? "" : std::string(name_of(content::refusal_names, refusal->code));
    }
};

}  // namespace signer_test
