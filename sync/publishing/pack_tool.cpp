#include "sync/publishing/pack_tool.h"

#include <chrono>
#include <utility>
#include <vector>

#include "content/base/files.h"
#include "content/base/private_folder.h"
#include "sync/child/child_process.h"

namespace publishing {
namespace {

using content::Result;
using content::Status;
using content::Steady;

/// 200 MB of photos take 40 s, and somebody else may be publishing for 60 s.
constexpr child::ChildLimits limits{std::chrono::minutes(5), 1024 * 1024};  // 5,000 changed files

class KioskPack : public PackTool {
public:
    explicit KioskPack(PackToolPlaces places) : places_(std::move(places)) {}

    Status publish_pack(const std::string& author, Steady now) override {
        auto arguments = signing("publish", places_.pack);
        if (!author.empty()) arguments.push_back("--author=" + author);  // a name may begin with "-"
        if (const std::string log = places_.log ? places_.log() : std::string(); !log.empty())
            arguments.push_back("--log=" + log);
        return start(arguments, now);
    }

    Status restore(const std::string& version, const std::string& author, Steady now) override {
        return start({"restore", places_.pack.string(), version, "--author=" + author}, now);
    }

    Status look_at_pack(Steady now) override { return start({"history", places_.pack.string(), "--json"}, now); }

    Status publish_profiles(const Profiles& profiles, Steady now) override {
        auto folder = content::PrivateFolder::make(std::filesystem::temp_directory_path());
        if (!folder) return folder.error();
        for (const auto& [key, text] : profiles) {
            if (auto written = content::write_file(folder->path() / (key + ".toml"), text); !written) return written;
        }
        profiles_.emplace(std::move(*folder));
        return start(signing("profiles", profiles_->path()), now);
    }

    std::optional<ToolEnd> look(Steady now) override {
        if (!running_) return std::nullopt;
        auto end = running_->look(now);
        if (!end) return std::nullopt;
        running_.reset();
        profiles_.reset();
        if (end->is_late) end->errors += "kiosk-pack took too long\n";
        return ToolEnd{end->code, std::move(end->output), std::move(end->errors)};
    }

private:
    [[nodiscard]] std::vector<std::string> signing(const char* word, const std::filesystem::path& what) const {
        return {word, what.string(), "--depot", places_.depot.string(), "--signer", places_.signer.string(), "--json"};
    }
    Status start(const std::vector<std::string>& arguments, Steady now) {
        auto started = child::ChildProcess::start(places_.program, arguments, limits, now);
        if (!started) return started.error();
        running_.emplace(std::move(*started));
        return {};
    }

    PackToolPlaces places_;
    std::optional<content::PrivateFolder> profiles_{};
    std::optional<child::ChildProcess> running_{};
};

}  // namespace

std::unique_ptr<PackTool> make_pack_tool(PackToolPlaces places) {
    return std::make_unique<KioskPack>(std::move(places));
}

}  // namespace publishing
