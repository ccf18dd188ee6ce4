#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "content/base/result.h"
#include "sync/people/passkey.h"
#include "sync/people/role.h"
#include "sync/people/session_rules.h"
#include "sync/store/store.h"

/// Accounts, the links by which they come to be, and who is signed in: rows of the hub's database. What each function
/// writes is one transaction, or a part of the one that it is called in. Not here: whether the person who asks may
/// (role.h), how often (sign_in_guard.h), the slow part of a password (password_desk.h), and the log (logbook.h).
namespace people {

inline constexpr std::size_t max_login_bytes = 100;
inline constexpr std::size_t max_name_bytes = 200;
inline constexpr std::size_t max_accounts = 500;              ///< a team, not a public; also a bound on open links
inline constexpr std::chrono::minutes first_link_length{15};  ///< the one that the terminal shows
inline constexpr std::chrono::hours invitation_length{72};    ///< over a weekend

/// In lower case, without spaces around: "maria@example.org" or "maria". Code::bad_input "bad-login".
[[nodiscard]] content::Result<std::string> normal_login(std::string_view typed);

/// Whether it can be the name of a person: one line, not empty, of at most max_name_bytes.
[[nodiscard]] bool is_person_name(std::string_view name);

/// A link that is not used up: whoever has it may make this account, or set the password of one that is there.
struct LinkOffer {
    std::string account{};  ///< empty: a new one
    std::string login{};    ///< empty: whoever has the link chooses
    std::string name{};
    std::vector<Grant> grants{};
    std::string code_secret{};  ///< see one_time_code.h; made by offer()
    content::Instant until{};

    bool operator==(const LinkOffer&) const = default;
};

/// For somebody who is here and lost password or phone: what is theirs stays.
[[nodiscard]] LinkOffer offer_again(const Account& account, content::Instant until);

/// What somebody with a link typed, as far as it is checked already. They come in by a password, or by a passkey alone.
struct Acceptance {
    std::string login{};
    std::string name{};
    std::string password_hash{};  ///< empty: by `passkey`
    std::int64_t code_step = 0;   ///< of the code that was shown for the link's secret
    std::optional<NewPasskey> passkey{};
    std::string passkey_name{};
};
struct NewAccount {
    Account account{};
    std::vector<std::string> recovery_codes{};  ///< to be shown once; none for who has no password
};

/// What a sign-in is compared with.
struct Credentials {
    Account account{};
    std::string password_hash{};  ///< empty: they come by passkeys alone
    std::string code_secret{};
    std::int64_t code_step = 0;  ///< of the newest code that was used
};

/// Who asks, by the cookie.
struct SignedIn {
    Account account{};
    Session session{};
};

class People {
public:
    explicit People(store::Store& database) : database_(&database) {}

    /// A new link, as its token, which is kept as a hash. An older open link for the same login no longer counts.
    /// Code::bad_input "taken" where another account has that login, "too-many".
    [[nodiscard]] content::Result<std::string> offer(LinkOffer offer);
    /// Nothing when there is none, it was used, or its time is over.
    [[nodiscard]] content::Result<std::optional<LinkOffer>> offered(std::string_view token, content::Instant now);
    /// Uses a link up, and with it password, sessions, recovery codes and passkeys that the account had.
    /// Code::not_found when it is used or over; bad_input "taken", "bad-login", what PasskeyBook::add() says,
    /// "no-way-in" without either.
    [[nodiscard]] content::Result<NewAccount> accept(std::string_view token, const Acceptance& typed,
                                                     content::Instant now);
    /// Links that are open, by when they end. Their secrets are left out.
    [[nodiscard]] content::Result<std::vector<LinkOffer>> open_offers(content::Instant now);
    /// Takes back the open link of a login. Code::not_found.
    [[nodiscard]] content::Status withdraw(const std::string& login);

    /// By name.
    [[nodiscard]] content::Result<std::vector<Account>> accounts();
    [[nodiscard]] content::Result<std::optional<Account>> account(const std::string& id);
    /// Name, grants and whether it is closed; one that is closed is signed out everywhere. Code::not_found; bad_input
    /// "last-admin" when nobody would be left who can invite others.
    [[nodiscard]] content::Status change(const Account& account, content::Instant now);

    [[nodiscard]] content::Result<std::optional<Credentials>> credentials(const std::string& login);
    /// A code counts once. Code::outdated when one of that or a later step was used meanwhile.
    [[nodiscard]] content::Status use_code(const std::string& account, std::int64_t step);
    /// Whether it was one; it counts once. How many are left.
    [[nodiscard]] content::Result<std::optional<std::size_t>> use_recovery_code(const std::string& account,
                                                                                std::string_view normal);

    /// The token for the cookie. Links and sessions that are over are forgotten.
    [[nodiscard]] content::Result<std::string> begin_session(const std::string& account, Computer computer,
                                                             content::Instant now);
    /// Who has this cookie and is still signed in; notes that they are there, where anything can be written, unless it
    /// is only their page that asks.
    enum class Asking { person, page };
    [[nodiscard]] content::Result<std::optional<SignedIn>> signed_in(std::string_view token, content::Instant now,
                                                                     Asking who = Asking::person);
    [[nodiscard]] content::Status end_session(std::string_view token);
    [[nodiscard]] content::Status end_sessions_of(const std::string& account);

private:
    store::Store* database_;
};

}  // namespace people
