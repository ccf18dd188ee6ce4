#include "content/depot/signer_words.h"

#include "content/base/json_fields.h"
#include "content/base/limits.h"
#include "content/depot/delegates.h"

namespace content {
namespace {

constexpr int longest_days = 3650;

SigningRequest read_signing(JsonFields& fields) {
    SigningRequest request{fields.string("role"), {}, {}};
    if (const auto* part = fields.find("signed", Need::required)) request.part = *part;
    fields.each_element("approvals", Need::optional, [&](JsonFields& one) {
        if (request.approvals.size() == limits::approvals) return fields.refuse("approvals", "a list");
        request.approvals.push_back(read_approval(one));
    });
    return request;
}

SignerRefusal read_refusal(JsonFields& fields) {
    return {fields.one_of("code", refusal_names, Refusal::bad_request, Need::required), fields.string("message")};
}

std::vector<tuf::Signature> read_signatures(JsonFields& fields) {
    std::vector<tuf::Signature> signatures;
    fields.each_element("signatures", Need::required, [&](JsonFields& one) {
        signatures.push_back({one.string("keyid"), one.string("sig")});
    });
    return signatures;
}

SignerStatus read_status(JsonFields& fields) {
    SignerStatus status;
    for (auto& id : fields.strings("keys"))
        status.keyids.insert(std::move(id));
    for (auto& role : fields.strings("roles"))
        status.roles.insert(std::move(role));
    fields.object("days", Need::required, [&](JsonFields& days) {
        for (const auto& [name, member] : signer_lifetimes)
            status.lifetimes.*member = std::chrono::days(days.integer(name, 1, longest_days));
    });
    const auto* last = fields.find("last", Need::optional);
    if (last == nullptr || last->object() == nullptr || last->object()->size() > limits::listed_roles) {
        fields.refuse("last", "an object of versions");
        return status;
    }
    for (const auto& [role, version] : *last->object()) {
        if (version.integer() == nullptr) fields.refuse("last", "an object of versions");
        status.last[role] = last->number_at(role);
    }
    return status;
}

}  // namespace

std::set<std::string> SignerStatus::keyids_for(const std::string& role) const {
    return roles.contains(is_photo_bin(role) ? std::string(edition_role) : role) ? keyids : std::set<std::string>();
}

std::int64_t SignerStatus::last_version(const std::string& role) const {
    const auto found = last.find(role);
    return found == last.end() ? 0 : found->second;
}

Result<SignerRequest> read_request(std::string_view line) {
    return read_document(line, "request", [](JsonFields& fields) -> SignerRequest {
        const std::string wish = fields.string("do");
        if (wish == "sign") return read_signing(fields);
        if (wish != "status") fields.refuse("do", "\"status\" or \"sign\"");
        return StatusRequest();
    });
}

Result<SignerAnswer> read_answer(std::string_view line) {
    return read_document(line, "answer", [](JsonFields& fields) -> SignerAnswer {
        if (fields.has("code")) return read_refusal(fields);
        if (fields.has("signatures")) return read_signatures(fields);
        return read_status(fields);
    });
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
    for (const auto& [name, member] : signer_lifetimes)
        days[std::string(name)] = std::int64_t{(status.lifetimes.*member).count()};
    return to_compact_json(JsonValue::Object{
        {"keys", std::move(keys)}, {"roles", std::move(roles)}, {"last", std::move(last)}, {"days", std::move(days)}});
}

}  // namespace content
