#include "content/cache/glass.h"

#include "content/base/files.h"
#include "content/base/sha256.h"

namespace content {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t glass_bytes = 2048;  // ours has 300 bytes
constexpr int max_side = 16'384;           // pixels; the largest panels have 7,680
constexpr std::size_t max_scene = 200;     // bytes; ids have up to 100

constexpr Names<PanelPower, 3> panel_names = {
    {{PanelPower::unknown, "unknown"}, {PanelPower::on, "on"}, {PanelPower::off, "off"}}};

}  // namespace

JsonValue to_json(const Glass& glass) {
    JsonValue::Object object{{"scene", glass.scene},
                             {"language", glass.language},
                             {"since", to_iso(glass.since)},
                             {"width", glass.width},
                             {"height", glass.height},
                             {"visit", glass.has_visit},
                             {"panel", name_of(panel_names, glass.panel)}};
    if (glass.release != 0) object.emplace("release", glass.release);
    if (!glass.frame.empty()) object.emplace("frame", glass.frame);
    if (!glass.look.empty()) object.emplace("look", glass.look);
    if (glass.exit != ExitState::unknown) object.emplace("exit", name_of(exit_names, glass.exit));
    if (glass.exit_at) object.emplace("exit_at", to_iso(*glass.exit_at));
    return object;
}

Glass read_glass(JsonFields& fields) {
    Glass glass;
    if (fields.has("release")) glass.release = fields.integer("release", 1);
    glass.scene = fields.short_text("scene", max_scene);
    const auto language = fields.language("language", Need::required);
    if (language) glass.language = code(*language);
    glass.since = fields.instant("since", Need::required).value_or(Instant{});
    glass.frame = fields.text("frame", Need::optional);
    if (!glass.frame.empty() && !is_sha256(glass.frame)) fields.refuse("frame", "a SHA-256");
    glass.look = fields.text("look", Need::optional);
    if (!glass.look.empty() && !is_sha256(glass.look)) fields.refuse("look", "a SHA-256");
    glass.width = static_cast<int>(fields.integer("width", 1, max_side));
    glass.height = static_cast<int>(fields.integer("height", 1, max_side));
    glass.has_visit = fields.boolean_or("visit", false);
    glass.panel = fields.one_of("panel", panel_names, PanelPower::unknown, Need::optional);
    glass.exit = fields.one_of("exit", exit_names, ExitState::unknown, Need::optional);
    if (fields.has("exit_at")) glass.exit_at = fields.instant("exit_at", Need::required);
    return glass;
}

fs::path glass_file(const fs::path& folder) {
    return folder / "glass.json";
}

Status save_glass(const fs::path& folder, const Glass& glass) {
    return write_unsynced(glass_file(folder), to_compact_json(to_json(glass)) + "\n");
}

Result<Glass> load_glass(const fs::path& folder) {
    return load_document(glass_file(folder), glass_bytes, read_glass);
}

}  // namespace content
