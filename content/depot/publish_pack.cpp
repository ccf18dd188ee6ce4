#include "content/depot/publish_pack.h"

#include "content/pack/pack_reader.h"
#include "content/pack/source_tree.h"

namespace content {

Result<Release> build_pack_release(const std::filesystem::path& pack, const std::function<void(const Finding&)>& tell) {
    const auto tree = load_source_tree(pack);
    if (!tree) return tree.error();
    const auto reading = read_pack(*tree);
    for (const Finding& finding : reading.findings)
        tell(finding);
    if (has_errors(reading.findings)) return Error{Code::bad_input, "refused; the depot stays as it was"};
    return build_release(reading.pack, tree->media);
}

Result<Publication> publish_pack(const std::filesystem::path& depot, const std::filesystem::path& pack,
                                 const Signers& signers, Instant now, const Lifetimes& lifetimes,
                                 const std::function<void(const Finding&)>& tell) {
    const auto release = build_pack_release(pack, tell);
    if (!release) return release.error();
    return publish(depot, *release, pack / "media", signers, now, lifetimes);
}

}  // namespace content
