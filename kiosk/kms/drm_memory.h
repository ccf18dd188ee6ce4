#pragma once

#include <xf86drm.h>
#include <xf86drmMode.h>

#include <memory>

/// What libdrm allocates, with its owners; null where the kernel did not answer.
namespace kiosk {

template <auto free>
struct FreeBy {
    template <class T>
    void operator()(T* thing) const {
        free(thing);
    }
};
using DrmResources = std::unique_ptr<drmModeRes, FreeBy<drmModeFreeResources>>;
using DrmConnector = std::unique_ptr<drmModeConnector, FreeBy<drmModeFreeConnector>>;
using DrmEncoder = std::unique_ptr<drmModeEncoder, FreeBy<drmModeFreeEncoder>>;
using DrmCrtc = std::unique_ptr<drmModeCrtc, FreeBy<drmModeFreeCrtc>>;
using DrmPlanes = std::unique_ptr<drmModePlaneRes, FreeBy<drmModeFreePlaneResources>>;
using DrmPlane = std::unique_ptr<drmModePlane, FreeBy<drmModeFreePlane>>;
using DrmProperties = std::unique_ptr<drmModeObjectProperties, FreeBy<drmModeFreeObjectProperties>>;
using DrmProperty = std::unique_ptr<drmModePropertyRes, FreeBy<drmModeFreeProperty>>;
using DrmBlob = std::unique_ptr<drmModePropertyBlobRes, FreeBy<drmModeFreePropertyBlob>>;
using DrmVersion = std::unique_ptr<drmVersion, FreeBy<drmFreeVersion>>;

}  // namespace kiosk
