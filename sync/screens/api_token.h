#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/enum_names.h"
#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/store/store.h"

/// Tokens of programs that ask the hub's JSON API: who has one is trusted with it, so only its hash is kept.
namespace screens {

/// What a token may change; reading needs none of them.
enum class Scope { screens, publish, alerts };
inline constexpr content::Names<Scope, 3> scope_names = {
    {{Scope::screens, "screens"}, {Scope::publish, "publish"}, {Scope::alerts, "alerts"}}};

/// What somebody asks a token for.
struct TokenWish {
    std::string name{};           ///< whose it is, or what for
    std::vector<Scope> scopes{};  ///< none: it only reads
    std::string account{};        ///< id of the person for whom it acts; empty: the hub's machine
};

/// One that there is. What a personal one may is also bounded by what its person may when it is used: whoever asks
/// sync/people says so.
struct ApiToken {
    std::string name;
    std::vector<Scope> scopes{};
    std::string account{};
    content::Instant made{};
    std::optional<content::Instant> used{};  ///< the day it was last used
};

/// The token, which is nowhere else: "rotunda_" and 64 hexadecimal digits. Code::bad_input for a name that is no name
/// or is taken; too_large.
[[nodiscard]] content::Result<std::string> add_token(store::Store& store, const TokenWish& wish, content::Instant now);
[[nodiscard]] content::Result<std::vector<ApiToken>> list_tokens(store::Store& store);
/// Code::not_found.
[[nodiscard]] content::Status remove_token(store::Store& store, const std::string& name);
/// Whose token it is; nothing when it is nobody's.
[[nodiscard]] content::Result<std::optional<ApiToken>> find_token(store::Store& store, std::string_view token,
                                                                  content::Instant now);

/// Scopes as words, "publish,alerts", and back; unknown words are left out, so that no newer right is guessed.
[[nodiscard]] std::string words_of(const std::vector<Scope>& scopes);
[[nodiscard]] std::vector<Scope> scopes_of(std::string_view words);

}  // namespace screens
