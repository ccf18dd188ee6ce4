#include "sync/report/hub_answer.h"

#include <fmt/format.h>

#include <algorithm>

#include "content/base/hex.h"
#include "content/base/json.h"
#include "content/base/json_fields.h"
#include "content/screen/glass_picture.h"

namespace report {
namespace {

using content::Error;
using content::JsonFields;
using content::JsonValue;
using content::Need;
using content::Result;

constexpr std::string_view answer_name = "answer";
constexpr std::size_t max_text = 200;     // bytes of a name or place
constexpr std::size_t nonce_digits = 32;  // 128 bits
constexpr std::int64_t shortest_interval = 5;
constexpr std::int64_t longest_interval = 3600;

template <class Part>
Result<Part> read_message(std::string_view bytes, Part (*read_part)(JsonFields&)) {
    if (bytes.size() > max_answer)
        return Error{content::Code::too_large, fmt::format("{}: more than {} bytes", answer_name, max_answer)};
    return content::read_document(bytes, answer_name, read_part);
}

HubAnswer answer_of(JsonFields& fields) {
    HubAnswer answer;
    answer.standing = fields.one_of("state", standing_names, Standing::waiting, Need::required);
    answer.name = fields.short_text("name", max_text);
    answer.place = fields.short_text("place", max_text);
    answer.nonce = fields.text("nonce", Need::optional);
    const bool is_nonce = answer.nonce.size() == nonce_digits && content::from_hex(answer.nonce).has_value();
    if (!answer.nonce.empty() && !is_nonce) fields.refuse("nonce", "32 hexadecimal digits");
    answer.code = fields.address("code", Need::optional);
    answer.pixels = fields.text("pixels", Need::optional);
    if (!answer.pixels.empty() && !content::is_picture_wish(answer.pixels))
        fields.refuse("pixels", "32 hexadecimal digits");
    answer.received = fields.integer("received", 0);
    answer.interval_s = std::clamp(fields.integer("interval_s", 0), shortest_interval, longest_interval);
    return answer;
}

Refusal refusal_of(JsonFields& fields) {
    return {fields.short_text("code", max_text), fields.short_text("message", max_text)};
}

}  // namespace

std::string to_json(const HubAnswer& answer) {
    JsonValue::Object object{{"state", content::name_of(standing_names, answer.standing)},
                             {"received", answer.received},
                             {"interval_s", answer.interval_s}};
    const auto add = [&](const char* key, const std::string& text) {
        if (!text.empty()) object.emplace(key, text);
    };
    add("name", answer.name);
    add("place", answer.place);
    add("nonce", answer.nonce);
    add("code", answer.code);
    add("pixels", answer.pixels);
    return content::to_compact_json(JsonValue(std::move(object)));
}

Result<HubAnswer> read_answer(std::string_view bytes) {
    return read_message(bytes, answer_of);
}

std::string to_json(const Refusal& refusal) {
    return content::to_compact_json(JsonValue::Object{{"code", refusal.code}, {"message", refusal.message}});
}

Result<Refusal> read_refusal(std::string_view bytes) {
    return read_message(bytes, refusal_of);
}

}  // namespace report
