#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "sync/transport/transport.h"

/// Whose certificates are believed.
namespace syncing {

/// Those of `ca_file`, or of the system where it is empty, and the certificate in `file`: the hub's own, or of who
/// signed it, which came with what a technician carried. Null when `file` is not there. Code::bad_input when it is no
/// certificate; too_large, io.
[[nodiscard]] Result<std::shared_ptr<const std::string>> authorities_with(const std::string& ca_file,
                                                                          const std::filesystem::path& file);

/// For one request, which the options outlive; `handle` is libcurl's.
void trust_authorities(void* handle, const HttpOptions& options);

}  // namespace syncing
