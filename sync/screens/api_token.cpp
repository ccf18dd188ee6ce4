#include "sync/screens/api_token.h"

#include <fmt/format.h>

#include <chrono>

#include "content/base/text.h"
#include "sync/screens/screens_limits.h"
#include "sync/store/secret.h"

namespace screens {
namespace {

using content::Code;
using content::Error;
using content::Instant;
using content::Result;
using content::Status;
using store::Store;

constexpr std::string_view beginning = "rotunda_";  // so that a scan of somebody's files finds it
constexpr std::size_t token_size = beginning.size() + 64;

constexpr const char* select_token = "SELECT name, scopes, account, made, used FROM tokens ";

ApiToken read_token(const store::Query& query) {
    ApiToken token{query.text(0), scopes_of(query.text(1)), query.text(2), query.instant(3), {}};
    if (const auto used = query.integer(4); used > 0) token.used = Instant(std::chrono::seconds(used));
    return token;
}

}  // namespace

std::string words_of(const std::vector<Scope>& scopes) {
    std::vector<std::string_view> words;
    words.reserve(scopes.size());
    for (const Scope scope : scopes)
        words.push_back(content::name_of(scope_names, scope));
    return fmt::format("{}", fmt::join(words, ","));
}

std::vector<Scope> scopes_of(std::string_view words) {
    std::vector<Scope> scopes;
    while (!words.empty()) {
        const auto comma = words.find(',');
        if (const auto scope = content::value_of(scope_names, words.substr(0, comma))) scopes.push_back(*scope);
        words.remove_prefix(comma == std::string_view::npos ? words.size() : comma + 1);
    }
    return scopes;
}

Result<std::string> add_token(Store& store, const TokenWish& wish, Instant now) {
    if (!content::is_slug(wish.name))
        return Error{Code::bad_input,
                     wish.name + ": a token's name is of lower-case letters, digits, '-', '_' and '.'"};
    return store.transaction([&]() -> Result<std::string> {
        auto count = store.query("SELECT count(*) FROM tokens");
        if (count.next() && count.integer(0) >= limits::tokens)
            return Error{Code::too_large, fmt::format("there are {} tokens already", limits::tokens)};
        auto taken = store.query("SELECT 1 FROM tokens WHERE name = ?");
        if (taken.with(wish.name).next()) return Error{Code::bad_input, wish.name + ": there is a token of this name"};
        std::string token = std::string(beginning) + store::new_secret();
        store.query("INSERT INTO tokens(name, hash, scopes, account, made) VALUES(?, ?, ?, ?, ?)")
            .with(wish.name, store::hash_of_secret(token), words_of(wish.scopes), wish.account, now)
            .run();
        return token;
    });
}

Result<std::vector<ApiToken>> list_tokens(Store& store) {
    return store.read([&]() -> Result<std::vector<ApiToken>> {
        auto query = store.query(std::string(select_token) + "ORDER BY name");
        std::vector<ApiToken> all;
        while (query.next())
            all.push_back(read_token(query));
        return all;
    });
}

Status remove_token(Store& store, const std::string& name) {
    return store.transaction([&]() -> Status {
        const int gone = store.query("DELETE FROM tokens WHERE name = ?").with(name).run();
        return gone == 1 ? Status() : Status(Error{Code::not_found, name + ": there is no such token"});
    });
}

Result<std::optional<ApiToken>> find_token(Store& store, std::string_view token, Instant now) {
    if (token.size() != token_size || !token.starts_with(beginning)) return std::optional<ApiToken>();
    const std::string hash = store::hash_of_secret(token);
    auto found = store.read([&]() -> Result<std::optional<ApiToken>> {
        auto query = store.query(std::string(select_token) + "WHERE hash = ?");
        query.with(hash);
        return query.next() ? std::optional(read_token(query)) : std::nullopt;
    });
    if (!found || !*found) return found;
    const Instant today = std::chrono::floor<std::chrono::days>(now);
    if ((*found)->used != today) {
        auto noted = store.transaction([&]() -> Status {
            store.query("UPDATE tokens SET used = ? WHERE hash = ?").with(today.time_since_epoch().count(), hash).run();
            return {};
        });
        if (!noted) return noted.error();
    }
    return found;
}

}  // namespace screens
