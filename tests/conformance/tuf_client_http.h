#pragma once

#include <string>

#include "content/tuf/updater.h"

namespace conformance {

/// Files below a URL, over one connection.
class HttpSource final : public content::tuf::MetadataSource {
public:
    explicit HttpSource(std::string base);
    ~HttpSource() override;
    HttpSource(const HttpSource&) = delete;
    HttpSource& operator=(const HttpSource&) = delete;

    [[nodiscard]] content::Result<std::string> get(const std::string& path, std::size_t cap) override;

private:
    std::string base_;
    void* handle_;
};

}  // namespace conformance
