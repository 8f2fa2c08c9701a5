// Keeps sitegen's memory and the published files between deploys. A deploy without them is right too, only slower:
// sitegen goes by digests, not by file times, so nothing stale survives.
const kept = ({ PUBLISH_DIR }) => ['.sitegen', PUBLISH_DIR]

module.exports = {
  async onPreBuild({ constants, utils }) {
    const found = await utils.cache.restore(kept(constants))
    console.log(found ? 'sitegen: the last build is here' : 'sitegen: no earlier build, everything is made')
  },

  async onPostBuild({ constants, utils }) {
    await utils.cache.save(kept(constants))
  },
}
