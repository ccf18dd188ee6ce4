#include "content/cache/enrolment.h"

#include <system_error>

#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/json_fields.h"

namespace content {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t enrolment_bytes = 4096;  // ours has 400 bytes

Enrolment read_enrolment(JsonFields& fields) {
    Enrolment enrolment;
    enrolment.state = fields.one_of("state", enrolment_names, EnrolmentState::unheard, Need::required);
    enrolment.name = fields.text("name", Need::optional);
    enrolment.place = fields.text("place", Need::optional);
    enrolment.words = fields.text("words", Need::optional);
    enrolment.code = fields.address("code", Need::optional);
    enrolment.hub = fields.address("hub", Need::optional);
    enrolment.network = fields.text("network", Need::optional);
    enrolment.trouble = fields.text("trouble", Need::optional);
    return enrolment;
}

}  // namespace

fs::path enrolment_file(const fs::path& cache) {
    return cache.parent_path() / "sync" / "enrolment.json";
}

Status save_enrolment(const fs::path& cache, const Enrolment& enrolment) {
    JsonValue::Object object{{"state", name_of(enrolment_names, enrolment.state)}};
    const auto add = [&](const char* key, const std::string& text) {
        if (!text.empty()) object.emplace(key, text);
    };
    add("name", enrolment.name);
    add("place", enrolment.place);
    add("words", enrolment.words);
    add("code", enrolment.code);
    add("hub", enrolment.hub);
    add("network", enrolment.network);
    add("trouble", enrolment.trouble);
    std::error_code error;
    fs::create_directories(enrolment_file(cache).parent_path(), error);
    return write_unsynced(enrolment_file(cache), to_compact_json(JsonValue(std::move(object))) + "\n");
}

Result<Enrolment> load_enrolment(const fs::path& cache) {
    return load_document(enrolment_file(cache), enrolment_bytes, read_enrolment);
}

fs::path profile_file(const fs::path& cache) {
    return cache.parent_path() / "sync" / "profile.toml";
}

}  // namespace content
