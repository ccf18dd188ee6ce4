#include "content/depot/signer_words.h"

#include <array>
#include <chrono>
#include <optional>
#include <utility>

#include "content/base/json_fields.h"
#include "content/base/limits.h"

namespace content {
namespace {

constexpr int longest_days = 3650;

/// Those of a signer: the roles of root and targets are never its own.
constexpr std::array<std::pair<std::string_view, std::chrono::days Lifetimes::*>, 4> days_fields = {
    {{"emergency", &Lifetimes::emergency},
     {"delegated", &Lifetimes::delegated},
     {"snapshot", &Lifetimes::snapshot},
     {"timestamp", &Lifetimes::timestamp}}};

Result<SignerRequest> read_signing(const JsonValue& json, JsonFields& fields, std::optional<Error>& problem) {
    SigningRequest request{fields.string("role"), {}, {}};
    if (const auto* part = fields.find("signed", Need::required)) request.part = *part;
    if (const auto* approvals = json.find("approvals")) {
        const auto* list = approvals->array();
        if (list == nullptr || list->size() > limits::approvals) {
            fields.refuse("approvals", "a list");
            return *problem;
        }
        for (const JsonValue& one : *list) {
            auto approval = read_approval(one, "approvals");
            if (!approval) return approval.error();
            request.approvals.push_back(std::move(*approval));
        }
    }
    if (problem) return *problem;
    return SignerRequest(std::move(request));
}

Result<SignerAnswer> read_refusal(JsonFields& fields, std::optional<Error>& problem) {
    SignerRefusal refusal{fields.one_of("code", refusal_names, Refusal::bad_request, Need::required),
                          fields.string("message")};
    if (problem) return *problem;
    return SignerAnswer(std::move(refusal));
}

Result<SignerAnswer> read_signatures(JsonFields& fields, std::optional<Error>& problem) {
    std::vector<tuf::Signature> signatures;
    fields.each_element("signatures", Need::required, [&](JsonFields& one) {
        signatures.push_back({one.string("keyid"), one.string("sig")});
    });
    if (problem) return *problem;
    return SignerAnswer(std::move(signatures));
}

Result<SignerAnswer> read_status(const JsonValue& json, JsonFields& fields, std::optional<Error>& problem) {
    SignerStatus status;
    for (auto& id : fields.strings("keys"))
        status.keyids.insert(std::move(id));
    for (auto& role : fields.strings("roles"))
        status.roles.insert(std::move(role));
    fields.object("days", Need::required, [&](JsonFields& days) {
        for (const auto& [name, member] : days_fields)
            status.lifetimes.*member = std::chrono::days(days.integer(name, 1, longest_days));
    });
    const auto* last = json.find("last");
    if (last == nullptr || last->object() == nullptr || last->object()->size() > limits::listed_roles) {
        fields.refuse("last", "an object of versions");
    } else {
        for (const auto& [role, version] : *last->object()) {
            if (version.integer() == nullptr) fields.refuse("last", "an object of versions");
            status.last[role] = last->number_at(role);
        }
    }
    if (problem) return *problem;
    return SignerAnswer(std::move(status));
}

}  // namespace

Result<SignerRequest> read_request(std::string_view line) {
    const auto json = parse_strict_json(line, "request");
    if (!json) return json.error();
    std::optional<Error> problem;
    JsonFields fields(*json, "request", problem);
    const std::string wish = fields.string("do");
    if (wish == "sign") return read_signing(*json, fields, problem);
    if (wish != "status") fields.refuse("do", "\"status\" or \"sign\"");
    if (problem) return *problem;
    return SignerRequest(StatusRequest());
}

Result<SignerAnswer> read_answer(std::string_view line) {
    const auto json = parse_strict_json(line, "answer");
    if (!json) return json.error();
    std::optional<Error> problem;
    JsonFields fields(*json, "answer", problem);
    if (fields.has("code")) return read_refusal(fields, problem);
    if (fields.has("signatures")) return read_signatures(fields, problem);
    return read_status(*json, fields, problem);
}

std::string to_line(const SignerRequest& request) {
    const auto* signing = std::get_if<SigningRequest>(&request);
    if (signing == nullptr) return to_compact_json(JsonValue::Object{{"do", "status"}});
    JsonValue::Array approvals;
    for (const auto& one : signing->approvals)
        approvals.push_back(to_json(one));
    return to_compact_json(JsonValue::Object{
        {"do", "sign"}, {"role", signing->role}, {"signed", signing->part}, {"approvals", std::move(approvals)}});
}

std::string to_line(const SignerAnswer& answer) {
    if (const auto* refusal = std::get_if<SignerRefusal>(&answer)) {
        return to_compact_json(
            JsonValue::Object{{"code", name_of(refusal_names, refusal->code)}, {"message", refusal->message}});
    }
    if (const auto* signatures = std::get_if<std::vector<tuf::Signature>>(&answer)) {
        JsonValue::Array list;
        for (const auto& one : *signatures)
            list.emplace_back(JsonValue::Object{{"keyid", one.keyid}, {"sig", one.value}});
        return to_compact_json(JsonValue::Object{{"signatures", std::move(list)}});
    }
    const auto& status = std::get<SignerStatus>(answer);
    JsonValue::Array keys(status.keyids.begin(), status.keyids.end());
    JsonValue::Array roles(status.roles.begin(), status.roles.end());
    JsonValue::Object last;
    for (const auto& [role, version] : status.last)
        last[role] = version;
    JsonValue::Object days;
    for (const auto& [name, member] : days_fields)
        days[std::string(name)] = std::int64_t{(status.lifetimes.*member).count()};
    return to_compact_json(JsonValue::Object{
        {"keys", std::move(keys)}, {"roles", std::move(roles)}, {"last", std::move(last)}, {"days", std::move(days)}});
}

}  // namespace content
