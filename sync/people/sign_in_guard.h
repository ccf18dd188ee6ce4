#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "content/base/steady.h"

/// How often somebody may try to sign in. What a stranger does counts against the stranger's address, never against the
/// account that is named: nobody can lock another one out. Only who knows the password and guesses codes is counted by
/// account, and a recovery code, which cannot be guessed, still opens it then.
namespace people {

class SignInGuard {
public:
    struct Rule {
        double burst = 0;        ///< tries at once
        content::Steady each{};  ///< until there is one more
    };
    struct Rules {
        Rule address{20, std::chrono::seconds(6)};  ///< an office behind one address on a Monday morning
        Rule pair{6, std::chrono::seconds(20)};     ///< one address and one account: a person who mistypes
        Rule codes{10, std::chrono::minutes(3)};    ///< right password, wrong code: 480 of a million codes a day
        std::size_t remembered = 10'000;            ///< addresses and accounts; the longest unused go first
    };
    explicit SignInGuard(const Rules& rules) : rules_(rules) {}
    SignInGuard() : SignInGuard(Rules()) {}

    /// Whether one more try with a password is heard. Counts it.
    [[nodiscard]] bool admit(const std::string& address, const std::string& login, content::Steady now);
    /// Whether a code for this account is looked at. Does not count: only wrong ones do.
    [[nodiscard]] bool admits_code(const std::string& account, content::Steady now);
    void code_was_wrong(const std::string& account, content::Steady now);
    /// Somebody signed in: tries before it are forgiven to that address with that account, and to the account's codes.
    void forgive(const std::string& address, const std::string& login, const std::string& account);
    [[nodiscard]] std::size_t size() const { return buckets_.size(); }

private:
    struct Bucket {
        double tokens = 0;
        content::Steady at{};
    };
    Bucket& bucket(const std::string& key, const Rule& rule, content::Steady now);
    void make_room(content::Steady now);

    Rules rules_;
    std::map<std::string, Bucket> buckets_{};
};

}  // namespace people
