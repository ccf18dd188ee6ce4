#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "content/base/files.h"
#include "content/base/internet_address.h"
#include "content/base/limits.h"
#include "content/tuf/folder.h"
#include "content/tuf/updater.h"
#include "tests/conformance/tuf_client_http.h"
#include "tests/conformance/tuf_client_keys.h"

/// The client under test of theupdateframework/tuf-conformance (CLIENT-CLI.md there): the product's verification code
/// with the suite's command line and the suite's kinds of keys.
namespace {

namespace tuf = content::tuf;
using content::Status;

struct Options {
    std::string metadata_dir;
    std::string metadata_url;
    std::string trusted_root;
    std::vector<std::string> target_names;
    std::string target_dir;
    std::string target_base_url;
};

content::Instant wall_clock() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

Status init(const Options& options, tuf::TrustedStore& store) {
    const auto root = content::read_file(options.trusted_root, content::limits::root_metadata);
    if (!root) return root.error();
    if (const auto set = tuf::TrustedSet::start(*root, wall_clock(), conformance::verify_any); !set) return set.error();
    return store.save("root.json", *root);
}

Status download(const std::string& name, tuf::Updater& updater, tuf::MetadataSource& targets,
                const std::filesystem::path& folder) {
    const auto target = updater.find_target(name);
    if (!target) return target.error();
    // A name that begins with a dot would be a hidden file.
    const std::string plain = content::percent_encoded(name);
    const auto local = folder / (plain.starts_with('.') ? "%2E" + plain.substr(1) : plain);
    const auto cap = static_cast<std::size_t>(target->length);
    const auto cached = content::read_file(local, cap);
    if (cached && tuf::check_target(*cached, *target, name)) return {};
    const auto bytes = targets.get(tuf::target_path(updater.trusted().root(), name, *target), cap);
    if (!bytes) return bytes.error();
    if (auto is_right = tuf::check_target(*bytes, *target, name); !is_right) return is_right;
    return content::write_file(local, *bytes);
}

Status refresh(const Options& options, tuf::TrustedStore& store) {
    conformance::HttpSource source(options.metadata_url);
    tuf::Updater updater(source, store, wall_clock(), conformance::verify_any);
    if (auto done = updater.refresh(); !done) return done;
    if (options.target_names.empty()) return {};
    conformance::HttpSource targets(options.target_base_url);
    for (const auto& name : options.target_names) {
        if (auto done = download(name, updater, targets, options.target_dir); !done) return done;
    }
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app("Client under test for the TUF conformance suite");
    app.add_option("--metadata-dir", options.metadata_dir, "Folder of the trusted metadata")->required();
    app.add_option("--metadata-url", options.metadata_url, "Base URL of the metadata");
    app.add_option("--target-name", options.target_names, "Target path; may be repeated")->allow_extra_args(false);
    app.add_option("--target-dir", options.target_dir, "Folder for verified targets");
    app.add_option("--target-base-url", options.target_base_url, "Base URL of the targets");
    app.require_subcommand(1);
    auto* init_command = app.add_subcommand("init", "Trust a root");
    init_command->add_option("root", options.trusted_root, "The first root.json")->required();
    auto* refresh_command = app.add_subcommand("refresh", "Update the metadata");
    auto* download_command = app.add_subcommand("download", "Update the metadata and download targets");
    CLI11_PARSE(app, argc, argv);

    tuf::FolderStore store(options.metadata_dir);
    Status done;
    if (init_command->parsed()) done = init(options, store);
    if (refresh_command->parsed()) options.target_names.clear();
    if (refresh_command->parsed() || download_command->parsed()) done = refresh(options, store);
    if (done) return 0;
    std::cerr << "tuf_client: " << name(done.error().code) << ": " << done.error().message << '\n';
    return 1;
}
