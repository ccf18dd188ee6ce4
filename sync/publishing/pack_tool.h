#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "content/base/result.h"
#include "content/base/steady.h"
#include "sync/publishing/jobs.h"

/// Who reads the pack, has the release signed, and writes the depot: `kiosk-pack`, as a person would call it.
namespace publishing {

/// Profiles by the keys of their screens.
using Profiles = std::map<std::string, std::string>;

/// How a call of it ended: its exit code (content/tool/kiosk_pack_exits.h), none when it had to be killed or crashed.
struct ToolEnd {
    std::optional<int> code{};
    std::string output{};
    std::string errors{};
};

class PackTool {
public:
    PackTool() = default;
    virtual ~PackTool() = default;
    PackTool(const PackTool&) = delete;
    PackTool& operator=(const PackTool&) = delete;

    /// Begins, and does not wait; one at a time. Code::not_found, io.
    [[nodiscard]] virtual content::Status publish_pack(const std::string& author, content::Steady now) = 0;
    [[nodiscard]] virtual content::Status restore(const std::string& version, const std::string& author,
                                                  content::Steady now) = 0;
    /// Asks for the pack's changes and versions, as `history --json` says them.
    [[nodiscard]] virtual content::Status look_at_pack(content::Steady now) = 0;
    [[nodiscard]] virtual content::Status publish_profiles(const Profiles& profiles, content::Steady now) = 0;
    /// How it ended, once.
    [[nodiscard]] virtual std::optional<ToolEnd> look(content::Steady now) = 0;
};

struct PackToolPlaces {
    std::filesystem::path program{};  ///< kiosk-pack
    std::filesystem::path pack{};
    std::filesystem::path depot{};
    std::filesystem::path signer{};  ///< the signer's socket
    /// How far the hub's log has come, as `kiosk-pack publish --log` takes it; empty: not said.
    std::function<std::string()> log{};
};

[[nodiscard]] std::unique_ptr<PackTool> make_pack_tool(PackToolPlaces places);

}  // namespace publishing
