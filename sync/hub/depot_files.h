#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "content/base/descriptor.h"
#include "sync/hub/http.h"

namespace hub {

/// Serves a depot as deploy/depot/rotunda-depot.conf has it served: all files may be kept for ever, but timestamp.json.
/// Only regular files beneath the folder, by names without links, whatever a path says.
class DepotFiles {
public:
    /// The folder is looked up at each request: it may come later, or be replaced by another.
    explicit DepotFiles(std::filesystem::path depot) : depot_(std::move(depot)) {}

    /// 200, 206 or 304 with an ETag that changes with each replacement of the file; 404, 416.
    [[nodiscard]] HttpAnswer answer(const HttpRequest& request) const;
    /// The ETag of timestamp.json, empty where there is none: another one is a new publication.
    [[nodiscard]] std::string timestamp_etag() const;

private:
    [[nodiscard]] content::Descriptor open_file(std::string_view name) const;

    std::filesystem::path depot_;
};

}  // namespace hub
