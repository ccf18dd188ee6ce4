#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/people/passkey.h"
#include "sync/store/store.h"

/// Whose passkeys there are: rows of the hub's database. What each function writes is one transaction, or a part of the
/// one that it is called in. Whoever comes by a link loses all passkeys that the account had (people.h).
namespace people {

inline constexpr std::size_t max_passkeys = 10;  ///< of one account: its devices
inline constexpr std::size_t max_passkey_name_bytes = 60;

struct Passkey {
    std::string id{};    ///< of the credential, in base64url
    std::string name{};  ///< that its person gave it: "This laptop"
    content::Instant made{};
    std::optional<content::Instant> used{};
};

/// What an answer of a device is compared with.
struct KnownPasskey {
    std::string account{};
    std::string name{};
    NewPasskey key{};
};

class PasskeyBook {
public:
    explicit PasskeyBook(store::Store& database) : database_(&database) {}

    /// Code::bad_input "bad-name", "passkey-known", "many-passkeys".
    [[nodiscard]] content::Status add(const std::string& account, const std::string& name, const NewPasskey& key,
                                      content::Instant now);
    /// The newest first.
    [[nodiscard]] content::Result<std::vector<Passkey>> of(const std::string& account);
    /// By the credential's id, as bytes.
    [[nodiscard]] content::Result<std::optional<KnownPasskey>> find(std::string_view id);
    [[nodiscard]] content::Status note_use(std::string_view id, std::int64_t counter, content::Instant now);
    /// What its name was. Code::not_found; bad_input "last-passkey" for the one without which its person, who has no
    /// password, would be locked out.
    [[nodiscard]] content::Result<std::string> remove(const std::string& account, const std::string& id);

private:
    store::Store* database_;
};

}  // namespace people
