#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "content/base/enum_names.h"
#include "content/base/result.h"

/// What a hub answers to a report. It is not signed: a screen shows its technician what it says, and trusts it with
/// nothing.
namespace report {

/// Bytes; ours has 300.
inline constexpr std::size_t max_answer = 4 * 1024;

enum class Standing { waiting, named, revoked };
inline constexpr content::Names<Standing, 3> standing_names = {
    {{Standing::waiting, "waiting"}, {Standing::named, "named"}, {Standing::revoked, "revoked"}}};

struct HubAnswer {
    Standing standing = Standing::waiting;
    std::string name;           ///< empty: none yet
    std::string place;          ///< empty: not told
    std::string nonce;          ///< 32 hexadecimal digits, for two_words(); empty once it is named
    std::string code;           ///< where a phone finds this screen: a web address; empty: not known
    std::int64_t received = 0;  ///< the sequence of the report that this answers
    std::int64_t interval_s = 30;
    std::string pixels{};  ///< 32 hexadecimal digits: staff wish a picture of the glass; empty: they do not

    bool operator==(const HubAnswer&) const = default;
};

[[nodiscard]] std::string to_json(const HubAnswer& answer);
/// Code::too_large, bad_input.
[[nodiscard]] content::Result<HubAnswer> read_answer(std::string_view bytes);

/// {"code":"replayed-sequence","message":"..."}: why a request of a program was refused.
struct Refusal {
    std::string code;
    std::string message;

    bool operator==(const Refusal&) const = default;
};
[[nodiscard]] std::string to_json(const Refusal& refusal);
/// Code::too_large, bad_input.
[[nodiscard]] content::Result<Refusal> read_refusal(std::string_view bytes);

}  // namespace report
