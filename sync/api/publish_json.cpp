#include "sync/api/publish_json.h"

#include <string>
#include <utility>

namespace hub {

using content::JsonValue;
using Object = JsonValue::Object;

JsonValue to_json(const publishing::Job& job) {
    Object object{{"id", job.id},
                  {"kind", std::string(content::name_of(publishing::kind_names, job.kind))},
                  {"state", std::string(content::name_of(publishing::state_names, job.state))},
                  {"by", job.author},
                  {"asked", content::to_iso(job.asked)},
                  {"tries", job.tries},
                  {"said", job.said}};
    if (!job.version.empty()) object.emplace("version", job.version);
    if (job.release > 0) object.emplace("release", job.release);
    if (job.ended) object.emplace("ended", content::to_iso(*job.ended));
    return object;
}

JsonValue to_json(const publishing::PackState& state) {
    JsonValue::Array changes;
    for (const auto& one : state.changes)
        changes.emplace_back(Object{{"path", one.path}, {"change", one.change}});
    JsonValue::Array versions;
    for (const auto& one : state.versions) {
        versions.emplace_back(
            Object{{"id", one.id}, {"at", content::to_iso(one.at)}, {"author", one.author}, {"words", one.words}});
    }
    return Object{
        {"at", content::to_iso(state.at)}, {"changes", std::move(changes)}, {"versions", std::move(versions)}};
}

}  // namespace hub
