const path = require('path')

// Keeps sitegen's cache, the published files and the record of who made them between deploys. A deploy without them is
// right too, only slower: sitegen goes by digests, not by file times, so nothing stale survives.
const kept = ({ PUBLISH_DIR }) => {
  const record = path.join(path.dirname(PUBLISH_DIR), '.' + path.basename(PUBLISH_DIR) + '.sitegen-build')
  return ['.sitegen', PUBLISH_DIR, record]
}

module.exports = {
  async onPreBuild({ constants, utils }) {
    const found = await utils.cache.restore(kept(constants))
    console.log(found ? 'sitegen: the last build is here' : 'sitegen: no earlier build, everything is made')
  },

  async onPostBuild({ constants, utils }) {
    await utils.cache.save(kept(constants))
  },
}
